import { may } from '#platform/permission';
import { get } from '#platform/web';
import { DesignPage } from '#ui/design';

/** The living style page. */
export const designRoute = get('/design', {
  permission: may('shell.design', 'anyone'),
  show: ({ view }) => <DesignPage view={view} />,
});
