/** The cookie that a form of the sign-in pages brings, and where it leads; the cookie is '' when it brings none. */
export async function sendForm(
  origin: string,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly cookie: string; readonly location: string; readonly text: string }> {
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });
  return {
    status: answer.status,
    cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    location: answer.headers.get('location') ?? '',
    text: await answer.text(),
  };
}
