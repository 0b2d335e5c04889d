import { PASSWORD, type Service } from './service.ts';

/** A browser that keeps cookies and sends what browsers send, over the app itself. */
export class FakeBrowser {
  readonly cookies = new Map<string, string>();
  readonly #service: Service;
  readonly #address: string;

  constructor(service: Service, address = '192.0.2.200') {
    this.#service = service;
    this.#address = address;
  }

  async ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = {
      method,
      headers: { host: 'localhost', accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(body === undefined ? {} : { body }),
    };
    const answer = await this.#service.app.request(path, init, {
      incoming: { socket: { remoteAddress: this.#address } },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask('GET', path, headers);
  }

  /** Sends a form as a page of ours does, with the token of the session when there is one. */
  async post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const form = { ...(this.cookies.has('__Host-hatang') ? { csrf: await this.csrf() } : {}), ...fields };
    const own = {
      origin: 'http://localhost',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    };
    return this.ask('POST', path, { ...own, ...headers }, new URLSearchParams(form).toString());
  }

  /** The token that pages of the session carry; empty when there is none. */
  async csrf(): Promise<string> {
    for (const path of ['/', '/account', '/sign-in/enrol']) {
      const found = /name="csrf" value="([^"]+)"/.exec(await (await this.get(path)).text())?.[1];
      if (found !== undefined) return found;
    }
    return '';
  }

  signIn(name: string, password = PASSWORD): Promise<Response> {
    return this.post('/sign-in', { name, password });
  }
}
