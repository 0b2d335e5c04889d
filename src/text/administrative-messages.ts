import type { Words } from './words.ts';

/** Words for what is found in administrative units, their changes and their lists, and why a figure cannot be restated. */
export const administrativeMessages = {
  'administrative-columns-unknown': {
    vi: 'không nhận ra bảng này: cần cột mã và tên (Mã, Tên) hoặc mã cũ và mã mới; các cột đang có: {columns}',
    en: 'this table is not recognised: it needs columns for code and name (code, name) or for old and new code (from, to); it has: {columns}',
  },
  'administrative-rows-unreadable': {
    vi: 'không đọc được: cần một danh sách các dòng, mỗi dòng là các cặp cột: giá trị',
    en: 'unreadable: a list of rows is needed, each a mapping of column: value',
  },
  'administrative-cell-missing': {
    vi: 'thiếu giá trị ở cột "{column}"; hãy điền, hoặc cho ngày hiệu lực chung của cả tệp',
    en: 'the column "{column}" is empty; fill it in, or give the dates of validity for the whole file',
  },
  'administrative-date-invalid': {
    vi: '"{text}" không phải ngày viết theo dạng năm-tháng-ngày, ví dụ 2025-07-01',
    en: '"{text}" is not a date written year-month-day, such as 2025-07-01',
  },
  'unit-code-malformed': {
    vi: 'mã đơn vị hành chính "{found}" không hợp lệ: cần đúng {digits} chữ số',
    en: 'the administrative code "{found}" is not valid: it needs exactly {digits} digits',
  },
  'unit-code-short': {
    vi: 'mã "{found}" thiếu chữ số, có lẽ bảng tính đã bỏ số 0 ở đầu; nếu đúng là {write} thì hãy viết đủ {digits} chữ số',
    en: 'the code "{found}" is too short, a spreadsheet may have eaten its leading zeros; if {write} is meant, write all {digits} digits',
  },
  'unit-type-unknown': {
    vi: 'không rõ loại đơn vị hành chính của "{word}"; hãy ghi Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn hoặc Đặc khu',
    en: 'the type of administrative unit is not clear from "{word}"; write province, city, urban district, rural district, town, ward, commune, township or special zone',
  },
  'unit-type-other-level': {
    vi: 'đơn vị {code}: loại {type} không thuộc cấp {level}; hãy sửa một trong hai',
    en: 'unit {code}: the type {type} does not belong to the level {level}; correct one of them',
  },
  'unit-type-against-name': {
    vi: 'đơn vị {code} "{name}": cột loại ghi "{word}", trái với tên; hãy sửa một trong hai',
    en: 'unit {code} "{name}": the column for its type says "{word}", its name says otherwise; correct one of them',
  },
  'unit-period-empty': {
    vi: 'đơn vị {code}: ngày hết hiệu lực {to} phải sau ngày có hiệu lực {from}',
    en: 'unit {code}: the end {to} has to come after the beginning {from}',
  },
  'unit-versions-overlap': {
    vi: 'đơn vị {code} được ghi hai lần cho cùng một thời gian: dòng trước kéo dài đến {to} (để trống là chưa kết thúc), dòng sau bắt đầu từ {from}',
    en: 'unit {code} is told twice for the same time: one row lasts to {to} (empty: still in being), the next begins on {from}',
  },
  'unit-code-reissued': {
    vi: 'mã {code} đã đóng ngày {to} rồi được dùng lại từ {from}; một mã không bao giờ cấp lại, hãy kiểm tra ngày hoặc mã',
    en: 'the code {code} was closed on {to} and is used again from {from}; a code is never reissued, check the dates or the code',
  },
  'unit-parent-unknown': {
    vi: 'đơn vị {code}: không có đơn vị cấp trên mang mã {parent}; hãy thêm đơn vị đó hoặc sửa mã',
    en: 'unit {code}: there is no parent {parent}; add it or correct the code',
  },
  'unit-parent-not-above': {
    vi: 'đơn vị {code} thuộc cấp {level}: {parent} không phải đơn vị cấp trên của cấp này',
    en: 'unit {code} is of the level {level}: {parent} does not stand above that level',
  },
  'unit-parent-not-in-being': {
    vi: 'đơn vị {code} có hiệu lực từ {from} đến {to}, nhưng cấp trên {parent} chỉ có từ {parentFrom} đến {parentTo}; hãy chia theo ngày hoặc sửa mã cấp trên',
    en: 'unit {code} is valid from {from} to {to}, its parent {parent} only from {parentFrom} to {parentTo}; divide it by date or correct the parent',
  },
  'change-unit-unknown': {
    vi: '{event} ({on}): không có đơn vị hành chính mang mã {code}; hãy nhập danh mục đơn vị trước',
    en: '{event} ({on}): there is no administrative unit {code}; import the list of units first',
  },
  'change-from-not-in-being': {
    vi: '{event}: đơn vị {code} không còn hoặc chưa có vào ngày trước {on}',
    en: '{event}: the unit {code} was not in being on the day before {on}',
  },
  'change-to-not-in-being': {
    vi: '{event}: đơn vị {code} không có hiệu lực vào ngày {on}',
    en: '{event}: the unit {code} is not in being on {on}',
  },
  'change-levels-differ': {
    vi: '{event} ({on}): {from} và {to} không cùng cấp',
    en: '{event} ({on}): {from} and {to} are not of the same level',
  },
  'change-duplicate': {
    vi: '{event} ({on}): dòng {from} → {to} được ghi hai lần; hãy bỏ một dòng',
    en: '{event} ({on}): the row {from} → {to} stands there twice; remove one',
  },
  'change-share-out-of-range': {
    vi: '{event} ({on}): tỷ lệ {share} của {from} → {to} phải nằm trong khoảng từ 0 đến 1',
    en: '{event} ({on}): the share {share} of {from} → {to} has to lie between 0 and 1',
  },
  'change-shares-sum': {
    vi: '{event} ({on}): các tỷ lệ của {from} theo {basis} cộng lại bằng {sum}, phải bằng 1',
    en: '{event} ({on}): the shares of {from} by {basis} add up to {sum}, it has to be 1',
  },
  'change-share-incomplete': {
    vi: '{event} ({on}): {from} có tỷ lệ theo {basis} nhưng thiếu cho {targets}; hãy ghi cả phần bằng 0',
    en: '{event} ({on}): {from} has shares by {basis}, but none for {targets}; state those of 0 too',
  },
  'change-merge-several': {
    vi: '{event} ({on}): {from} nhập vào nhiều đơn vị ({targets}); hãy ghi là tách (split) kèm tỷ lệ',
    en: '{event} ({on}): {from} is merged into several units ({targets}); make it a split with shares',
  },
  'change-merge-partial': {
    vi: '{event} ({on}): {from} → {to} chỉ chuyển {share}; một phần thì hãy ghi là tách (split)',
    en: '{event} ({on}): {from} → {to} passes {share} only; a part is a split',
  },
  'change-split-one': {
    vi: '{event} ({on}): {from} tách nhưng chỉ có một phần là {to}; hãy ghi các phần còn lại, hoặc ghi là nhập (merge)',
    en: '{event} ({on}): {from} is split into {to} alone; add the other parts, or make it a merge',
  },
  'change-rename-code': {
    vi: '{event} ({on}): đổi tên không đổi mã, nhưng dòng này ghi {from} → {to}',
    en: '{event} ({on}): a new name keeps the code, this row says {from} → {to}',
  },
  'change-event-dates': {
    vi: '{event} có nhiều ngày ({dates}); mỗi văn bản một ngày, hãy đặt tên riêng cho từng ngày',
    en: '{event} has several dates ({dates}); one date for each decision, name them apart',
  },
  'change-events-overlap': {
    vi: 'ngày {on}: nhiều văn bản ({events}) cùng thay đổi {from}; hãy gộp các dòng vào một văn bản',
    en: '{on}: several decisions ({events}) change {from}; put the rows under one of them',
  },
  'change-source-survives': {
    vi: '{event}: {code} chuyển hết sang đơn vị khác mà vẫn còn hiệu lực vào ngày {on}; hãy đóng mã, hoặc thêm phần ở lại',
    en: '{event}: {code} passes as a whole to others and is still in being on {on}; close it, or add the part that stays',
  },
  'change-chain': {
    vi: 'ngày {on}: {code} vừa nhận đơn vị khác vừa chuyển hết sang {next}; hãy ghi thẳng đơn vị cuối cùng',
    en: '{on}: {code} takes a unit up and passes away into {next} on the same day; name the last unit directly',
  },
  'change-cycle': {
    vi: 'ngày {on}: các thay đổi tạo thành vòng {ring}',
    en: '{on}: the changes form a ring {ring}',
  },
  'units-without-parent': {
    vi: '{count} đơn vị chưa có mã cấp trên (ví dụ {examples}); nhập thêm danh mục có mã quận, huyện, tỉnh để ghép vào cây',
    en: '{count} units have no parent (such as {examples}); import a list with the codes of districts and provinces to place them',
  },
  'unit-without-successor': {
    vi: '{code} {name} đóng ngày {on} mà không có đơn vị kế thừa nào được ghi',
    en: '{code} {name} was closed on {on} and no successor is recorded',
  },
  'unit-without-source': {
    vi: '{code} {name} có từ ngày {on} mà không ghi được hình thành từ đơn vị nào',
    en: '{code} {name} began on {on} and nothing says what it came from',
  },
  'change-share-missing': {
    vi: '{event} ({on}): {from} tách thành {targets} mà không có tỷ lệ; số liệu chưa chia được cho đến khi có tỷ lệ',
    en: '{event} ({on}): {from} is divided over {targets} without shares; its figures cannot be shared out until they are stated',
  },
  'mapping-from-missing': {
    vi: 'không có mã cũ cho "{name}" → {to}; dòng này bị bỏ qua',
    en: 'no old code for "{name}" → {to}; the row was left out',
  },
  'mapping-to-missing': {
    vi: 'không có mã mới cho {from} → "{name}"; dòng này bị bỏ qua',
    en: 'no new code for {from} → "{name}"; the row was left out',
  },
  'mapping-code-short': {
    vi: 'mã "{found}" thiếu chữ số, có lẽ đã mất số 0 ở đầu; nếu đúng là {write} thì hãy viết đủ {digits} chữ số',
    en: 'the code "{found}" is too short, leading zeros may be lost; if {write} is meant, write all {digits} digits',
  },
  'mapping-code-malformed': {
    vi: 'mã "{found}" không hợp lệ: cần {digits} chữ số',
    en: 'the code "{found}" is not valid: it needs {digits} digits',
  },
  'mapping-from-unknown': {
    vi: 'mã cũ {code} ({name}) không có trong danh mục vào ngày trước {on}',
    en: 'the old code {code} ({name}) is in no list on the day before {on}',
  },
  'mapping-to-unknown': {
    vi: 'mã mới {code} ({name}) không có trong danh mục vào ngày {on}',
    en: 'the new code {code} ({name}) is in no list on {on}',
  },
  'mapping-name-differs': {
    vi: 'mã {code} ở đây là "{name}", trong danh mục là "{known}"; không rõ mã hay tên sai nên dòng này bị bỏ qua',
    en: 'the code {code} is "{name}" here and "{known}" in the list; nobody can tell which of the two is wrong, so the row was left out',
  },
  'mapping-source-survives': {
    vi: '{code} được ghi là chuyển hết sang {to} nhưng vẫn có trong danh mục ngày {on}; dòng này bị bỏ qua',
    en: '{code} is said to pass to {to} as a whole, but is still in the list of {on}; the row was left out',
  },
  'mapping-repeated': {
    vi: 'dòng {from} → {to} đã có ở trên',
    en: 'the row {from} → {to} stands above already',
  },
  'mapping-date-missing': {
    vi: 'dòng {from} → {to} không có ngày hợp lệ (năm-tháng-ngày); hãy điền cột ngày hoặc cho ngày chung của cả tệp',
    en: 'the row {from} → {to} has no date written year-month-day; fill in its column or give one for the whole file',
  },
  'mapping-kind-unknown': {
    vi: 'không rõ hình thức "{word}"; hãy ghi nhập, tách, đổi tên hoặc chuyển',
    en: 'the kind "{word}" is not known; write merge, split, rename or move',
  },
  'mapping-share-unreadable': {
    vi: '"{text}" không phải tỷ lệ; hãy viết như 0,6 hoặc 60 %',
    en: '"{text}" is no share; write it like 0.6 or 60 %',
  },
  'mapping-basis-missing': {
    vi: 'tỷ lệ {text} không ghi tính theo gì; hãy ghi một trong: {allowed}',
    en: 'the share {text} does not say of what; write one of: {allowed}',
  },
  'mapping-names-seats-only': {
    vi: '{source} chỉ ghi một đơn vị kế thừa cho mỗi đơn vị cũ ({count} dòng), không ghi phần chia: quan hệ được giữ, nhưng số liệu không được chia theo nó',
    en: '{source} names one successor for each old unit ({count} rows) and no shares: the relation is kept, but no figure is shared out by it',
  },
  'sources-name-differs': {
    vi: '{code}: {source} ghi "{taken}" (được dùng), {otherSource} ghi "{other}"',
    en: '{code}: {source} says "{taken}" (taken), {otherSource} says "{other}"',
  },
  'sources-type-differs': {
    vi: '{code}: {source} ghi loại {taken} (được dùng), {otherSource} ghi {other}',
    en: '{code}: {source} says it is a {taken} (taken), {otherSource} a {other}',
  },
  'sources-parent-differs': {
    vi: '{code}: {source} ghi cấp trên {taken} (được dùng), {otherSource} ghi {other}',
    en: '{code}: {source} puts it under {taken} (taken), {otherSource} under {other}',
  },
  'sources-count-differs': {
    vi: 'ngày {on}, tỉnh {province}, cấp {level}: {source} có {count} đơn vị, {otherSource} có {other}',
    en: '{on}, province {province}, level {level}: {source} has {count} units, {otherSource} has {other}',
  },
  'sources-unit-in-one': {
    vi: '{code} {name} (ngày {on}) có trong {source}, không có trong {otherSource}',
    en: '{code} {name} ({on}) is in {source} and not in {otherSource}',
  },
  'restate-unit-unknown': {
    vi: 'không có đơn vị {code} vào ngày {on}',
    en: 'there was no unit {code} on {on}',
  },
  'restate-no-successor': {
    vi: '{code} đóng ngày {on} mà chưa ghi đơn vị kế thừa; hãy bổ sung thay đổi',
    en: '{code} was closed on {on} and no successor is recorded; add the change',
  },
  'restate-no-source': {
    vi: '{code} có từ ngày {on}, chưa ghi hình thành từ đơn vị nào; hãy bổ sung thay đổi',
    en: '{code} began on {on} and what it came from is not recorded; add the change',
  },
  'restate-level-ended': {
    vi: 'cấp của {code} không còn từ ngày {on}; hãy xem theo cấp khác',
    en: 'the level of {code} ended on {on}; look at another level',
  },
  'restate-share-missing': {
    vi: '{event} ({on}) chia {code} cho {targets} nhưng không có tỷ lệ theo {basis} (đang có: {stated}); hãy bổ sung tỷ lệ',
    en: '{event} ({on}) divides {code} over {targets} and states no shares by {basis} (there are: {stated}); add the shares',
  },
  'restate-shares-unsound': {
    vi: '{event} ({on}): các tỷ lệ của {code} theo {basis} cho {targets} không đủ hoặc không cộng lại bằng 1; hãy sửa',
    en: '{event} ({on}): the shares of {code} by {basis} over {targets} are incomplete or do not add up to 1; correct them',
  },
  'restate-merged': {
    vi: 'ngày {on}, {code} gộp từ {sources}; không thể tách ngược số liệu của đơn vị gộp',
    en: 'on {on} {code} was put together of {sources}; its figures cannot be taken apart again',
  },
  'restate-boundary-moved': {
    vi: '{event} ({on}) chuyển {unit} từ {from} sang {to} mà không ghi tỷ lệ ở cấp đó; hãy xem theo cấp dưới hoặc bổ sung tỷ lệ',
    en: '{event} ({on}) brought {unit} from {from} to {to} and states no share at their level; look at the level below or add the share',
  },
  'restate-rank': {
    vi: 'thứ hạng của {code} chỉ có nghĩa trên cây lúc xếp hạng: {event} ({on}) đã thay đổi các đơn vị cùng cấp; thứ hạng không bao giờ chia được',
    en: 'the rank of {code} holds on the tree it was made on: {event} ({on}) changed the units beside it; ranks are never shared out',
  },
} as const satisfies Record<string, Words>;
