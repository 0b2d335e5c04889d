import { type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';

/** What is sent: a method in capitals, headers without hop-by-hop ones, and the whole body or none. */
export type Packed = { readonly method: string; readonly headers: Headers; readonly body: Buffer | null };

/** What may be given to send, as in the Fetch API. */
export type OutboundInit = {
  readonly method?: string | undefined;
  readonly headers?: ConstructorParameters<typeof Headers>[0];
  readonly body?: ConstructorParameters<typeof Response>[0];
  readonly signal?: AbortSignal | null | undefined;
  /** `follow` goes along, a few hops, each checked like the first; all else hands the redirect over. */
  readonly redirect?: 'follow' | 'manual' | undefined;
};

/** Headers that belong to one connection, or that say how we ask: ours alone to set. */
const ours = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
].concat(['expect', 'proxy-authorization', 'proxy-connection', 'accept-encoding']);
const withoutBody = new Set([204, 205, 304]);

/** Reads what is to be sent into memory. */
export async function pack(init: OutboundInit): Promise<Packed> {
  const headers = new Headers(init.headers);
  for (const name of ours) headers.delete(name);
  // A packed answer could unfold into any size, so none is asked for.
  headers.set('accept-encoding', 'identity');
  const method = (init.method ?? 'GET').toUpperCase();
  if (init.body === null || init.body === undefined) return { method, headers, body: null };
  const body = new Response(init.body);
  const type = body.headers.get('content-type');
  if (type !== null && !headers.has('content-type')) headers.set('content-type', type);
  return { method, headers, body: Buffer.from(await body.arrayBuffer()) };
}

/** Sends over an open connection, which serves this once; resolves when status and headers of the answer are there. */
export function send(socket: Socket, url: URL, { method, headers, body }: Packed): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length =
      body !== null || method === 'POST' || method === 'PUT' ? { 'content-length': body?.length ?? 0 } : {};
    const outgoing = request({
      createConnection: () => socket,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...Object.fromEntries(headers), ...length },
    });
    outgoing.once('response', resolve);
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(new Error('closed')));
    outgoing.end(body);
  });
}

/** Reads an answer to its end; `too-large`, without reading on, as soon as it is longer than `maxBytes`. */
export async function receive(incoming: IncomingMessage, maxBytes: number): Promise<Response | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const read = Buffer.from(chunk);
    bytes += read.length;
    if (bytes > maxBytes) return 'too-large';
    chunks.push(read);
  }
  const status = incoming.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  const init = { status, statusText: incoming.statusMessage ?? '', headers };
  return new Response(withoutBody.has(status) ? null : Buffer.concat(chunks), init);
}
