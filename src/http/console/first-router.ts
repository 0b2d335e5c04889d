import { html } from 'hono/html';
import type { Html } from './html.ts';

const example = `agencies:
  - code: "H99"
    name: Trung tâm dữ liệu tỉnh
    block: public_service

credentials:
  - name: wan-v2c
    version: v2c
    community: public

devices:
  - agency: "H99"
    name: core-router
    role: router
    address: 192.0.2.1
    credential: wan-v2c
    reachability: snmp
`;

/** How to add the first router, for an empty database: in both languages, whatever the page's is. */
export function firstRouter(origin: string): Html {
  const curl = `curl -H "Authorization: Bearer $(cat "\${HATANG_DATA:-./data}/token")" \\
  -H 'Content-Type: text/yaml' --data-binary @first-router.yaml \\
  ${origin}/api/v1/imports`;
  return html`<section class="first" aria-labelledby="first">
<h2 id="first">Thêm bộ định tuyến đầu tiên <small lang="en">Add the first router</small></h2>
<p>Chưa có thiết bị nào. Ba bước dưới đây là đủ; nạp lại lần nữa không thay đổi gì.
<br><span lang="en">There are no devices yet. These three steps are all it takes; doing them again changes nothing.</span></p>
<ol class="steps">
<li><h3>Soạn tệp <code>first-router.yaml</code> <small lang="en">Write this file</small></h3>
<p>Thay địa chỉ và community bằng của bạn. Mã cơ quan luôn đặt trong dấu nháy.
<br><span lang="en">Put in your own address and community. Agency codes always stand in quotes.</span></p>
<pre tabindex="0"><code>${example}</code></pre></li>
<li><h3>Nạp tệp <small lang="en">Import it</small></h3>
<pre tabindex="0"><code>npx hatang import first-router.yaml</code></pre>
<p>hoặc từ máy khác, qua API <span lang="en">· or through the API</span></p>
<pre tabindex="0"><code>${curl}</code></pre></li>
<li><h3>Chờ lượt đo đầu tiên <small lang="en">Wait for the first round</small></h3>
<p>Trang này tự cập nhật và hiện thiết bị ngay sau khi nạp; trạng thái có sau một chu kỳ đo.
<br><span lang="en">This page refreshes itself and shows the device as soon as it is imported; its state follows after one poll interval.</span></p></li>
</ol>
<p>Mẫu đầy đủ hơn <span lang="en">· more examples</span>: <code>config/examples/</code></p>
</section>`;
}
