import { createServer } from 'node:http';

/** The website of the invented province. While `down` every connection is cut; the address stays taken. */
export type DemoWebsite = {
  readonly down: () => void;
  readonly up: () => void;
  readonly stop: () => Promise<void>;
};

/** Paths that answer, with what they answer; every other is not found. */
export const websitePaths = {
  portal: { path: '/', status: 200, title: 'Cổng thông tin điện tử tỉnh Sông Vân' },
  oneStop: { path: '/mot-cua', status: 200, title: 'Một cửa điện tử tỉnh Sông Vân' },
  cloud: { path: '/may-trang', status: 200, title: 'UBND phường Mây Trắng' },
  moon: { path: '/suoi-trang', status: 503, title: 'UBND xã Suối Trăng: đang bảo trì' },
} as const;

/** Starts the website; rejects with the error of listening. */
export async function startWebsite(address: string, port: number): Promise<DemoWebsite> {
  let isDown = false;
  const server = createServer((request, response) => {
    const page = Object.values(websitePaths).find(({ path }) => path === request.url);
    const title = page?.title ?? 'Không có trang này';
    response.writeHead(page?.status ?? 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><title>${title}</title><h1>${title}</h1>\n`);
  });
  server.on('connection', (socket) => {
    if (isDown) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
  return {
    down: () => {
      isDown = true;
      server.closeAllConnections();
    },
    up: () => {
      isDown = false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
