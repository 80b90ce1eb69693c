import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

// Plain Node, nothing of ours: what a page costs when there is nothing to think about.
const bytes = readFileSync(process.argv[2] ?? '');
const headers = { 'content-type': 'text/html; charset=utf-8', 'content-length': bytes.byteLength };

const server = createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(bytes);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`http://localhost:${port} ready`);
});
