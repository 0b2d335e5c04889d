import type { html } from 'hono/html';

/** A piece of a page: escaped by construction, since nothing here ever calls `raw`. */
export type Html = ReturnType<typeof html>;
