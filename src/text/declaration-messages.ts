import type { Words } from './words.ts';

/**
 * Words for fact and form catalogues, values, declarations and evidence. What ends in Vi or En is the name of a fact in
 * that language; other parameters are the same in both.
 */
export const declarationMessages = {
  'catalogue-unreadable': { vi: '{vi}', en: '{en}' },
  'catalogue-key-unknown': {
    vi: 'không có khoá "{name}", gần nhất là "{nearest}"; được dùng: {allowed}',
    en: 'unknown key "{name}", the nearest is "{nearest}"; allowed: {allowed}',
  },
  'catalogue-name-malformed': {
    vi: 'khoá "{text}" phải gồm chữ thường không dấu và số, nối bằng dấu _, bắt đầu bằng chữ, tối đa 60 ký tự',
    en: 'the key "{text}" has to be lower-case letters and digits joined by _, beginning with a letter, at most 60 characters',
  },
  'catalogue-required': { vi: 'chưa điền giá trị', en: 'a value is missing' },
  'catalogue-mapping-expected': {
    vi: 'cần một nhóm khoá: giá trị, nhưng đọc ra {text}',
    en: 'a mapping of key: value is needed, this reads as {text}',
  },
  'catalogue-list-expected': {
    vi: 'cần một danh sách như [a, b], nhưng đọc ra {text}',
    en: 'a list like [a, b] is needed, this reads as {text}',
  },
  'catalogue-text-expected': {
    vi: 'cần chữ, nhưng đọc ra {text}; hãy đặt trong dấu nháy kép',
    en: 'text is needed, this reads as {text}; put it in double quotes',
  },
  'catalogue-too-long': { vi: 'quá dài: tối đa {max}', en: 'too long: {max} at most' },
  'catalogue-number-expected': {
    vi: 'cần một số hữu hạn, nhưng đọc ra {text}',
    en: 'a finite number is needed, this reads as {text}',
  },
  'catalogue-whole-number-expected': {
    vi: 'cần một số nguyên, nhưng đọc ra {text}',
    en: 'a whole number is needed, this reads as {text}',
  },
  'catalogue-flag-expected': {
    vi: 'cần true hoặc false, nhưng đọc ra {text}',
    en: 'true or false is needed, this reads as {text}',
  },
  'catalogue-too-small': { vi: '{text} quá nhỏ: ít nhất là {min}', en: '{text} is too small: {min} at least' },
  'catalogue-too-big': { vi: '{text} quá lớn: nhiều nhất là {max}', en: '{text} is too big: {max} at most' },
  'catalogue-choice': {
    vi: '"{text}" không thuộc danh sách, gần nhất là "{nearest}"; được dùng: {allowed}',
    en: '"{text}" is not on the list, the nearest is "{nearest}"; allowed: {allowed}',
  },
  'catalogue-repeated': { vi: '"{text}" đã có ở trên trong danh sách này', en: '"{text}" stands in this list already' },
  'catalogue-dimension-values': {
    vi: 'chiều kiểu {kind}: "choice" và "choices" cần danh sách giá trị, "fact" thì không',
    en: 'a dimension of kind {kind}: "choice" and "choices" need a list of values, "fact" has none',
  },
  'catalogue-value-malformed': {
    vi: 'giá trị "{text}" chỉ được gồm chữ không dấu và số, nối bằng . _ hoặc -',
    en: 'the value "{text}" may hold letters and digits only, joined by . _ or -',
  },
  'catalogue-range-unused': {
    vi: 'kiểu {type} không có khoảng giá trị; hãy bỏ range',
    en: 'the type {type} has no range; leave range out',
  },
  'catalogue-range-malformed': {
    vi: '{text} không phải giá trị của kiểu {type}',
    en: '{text} is no value of the type {type}',
  },
  'catalogue-range-outside': {
    vi: '{text} vượt khoảng rộng nhất của kiểu này: từ {min} đến {max}',
    en: '{text} is outside the widest range of this type: {min} to {max}',
  },
  'catalogue-range-empty': {
    vi: 'khoảng giá trị rỗng: {min} lớn hơn {max}',
    en: 'the range is empty: {min} is more than {max}',
  },
  'catalogue-kind-impossible': {
    vi: 'loại {kind} không thể có: declared cần declared_by, observed cần observed_how',
    en: 'the kind {kind} is impossible: declared needs declared_by, observed needs observed_how',
  },
  'catalogue-rollup-unfit': {
    vi: 'kiểu {type} không gộp được bằng {rollup}: sum dùng cho count, number, money; any và all dùng cho flag',
    en: 'the type {type} cannot roll up by {rollup}: sum is for count, number, money; any and all are for flag',
  },
  'catalogue-rollup-without-site': {
    vi: 'rollup chỉ dùng khi subjects có site',
    en: 'rollup is only for facts whose subjects include site',
  },
  'catalogue-header-taken': {
    vi: 'tên "{header}" đã là tên của số liệu {other} (không phân biệt dấu, chữ hoa)',
    en: 'the name "{header}" means the fact {other} already (case and diacritics do not count)',
  },
  'catalogue-rule-unknown': {
    vi: 'không rõ đây là quy tắc nào; mỗi quy tắc có một trong các khoá: {allowed}',
    en: 'no telling which rule this is; each rule has one of the keys: {allowed}',
  },
  'catalogue-rule-same': {
    vi: 'quy tắc so {fact} với chính nó',
    en: 'the rule compares {fact} with itself',
  },
  'catalogue-rule-type': {
    vi: 'số liệu {fact} thuộc kiểu {type}, quy tắc này cần kiểu: {allowed}',
    en: 'the fact {fact} is of type {type}, this rule needs: {allowed}',
  },
  'catalogue-rule-subjects': {
    vi: '{fact} và {other} không cùng nói về một loại đối tượng nào nên quy tắc không bao giờ áp dụng',
    en: '{fact} and {other} are never about the same subject, so the rule would never apply',
  },
  'catalogue-due-malformed': {
    vi: '"{text}" không phải ngày có trong mọi năm; viết tháng-ngày, ví dụ "01-31"',
    en: '"{text}" is not a day that every year has; write month-day, such as "01-31"',
  },
  'catalogue-due-choice': {
    vi: 'hạn nộp cần đúng một trong hai: days hoặc on',
    en: 'the due rule needs one of two: days or on',
  },
  'catalogue-due-yearly': {
    vi: 'on chỉ dùng cho biểu theo năm, biểu này theo kỳ {period}; hãy dùng days',
    en: 'on is for yearly forms only, this one is by {period}; use days',
  },
  'catalogue-fact-not-declared': {
    vi: 'số liệu {fact} không cho khối {blocks} khai; sửa declared_by của nó trong facts.yaml hoặc bỏ khỏi biểu',
    en: 'the fact {fact} may not be declared by {blocks}; change its declared_by in facts.yaml or leave it out',
  },
  'catalogue-fact-not-of-agency': {
    vi: 'số liệu {fact} không nói về cơ quan nên không khai trong biểu được',
    en: 'the fact {fact} is not about agencies and cannot stand in a form',
  },
  'catalogue-fact-in-two-forms': {
    vi: 'số liệu {fact} đã có trong biểu {other} cho cùng khối; một khối chỉ khai một số liệu ở một biểu',
    en: 'the fact {fact} stands in the form {other} for the same block; a block declares a fact in one form only',
  },

  'value-not-a-number': {
    vi: '{factVi}: "{text}" không phải số; chỉ viết chữ số',
    en: '{factEn}: "{text}" is not a number; write digits only',
  },
  'value-not-finite': {
    vi: '{factVi}: {text} không phải số hữu hạn',
    en: '{factEn}: {text} is not a finite number',
  },
  'value-not-whole': {
    vi: '{factVi}: {text} không phải số nguyên',
    en: '{factEn}: {text} is not a whole number',
  },
  'value-not-a-flag': {
    vi: '{factVi}: cần có hoặc không (true, false), nhưng đọc ra "{text}"',
    en: '{factEn}: yes or no (true, false) is needed, this reads as "{text}"',
  },
  'value-not-a-date': {
    vi: '{factVi}: "{text}" không phải ngày có thật; viết theo dạng năm-tháng-ngày, ví dụ 2026-01-31',
    en: '{factEn}: "{text}" is not a date; write year-month-day, such as 2026-01-31',
  },
  'value-not-text': {
    vi: '{factVi}: cần chữ, nhưng đọc ra "{text}"',
    en: '{factEn}: text is needed, this reads as "{text}"',
  },
  'value-outside-range': {
    vi: '{factVi}: {text} nằm ngoài khoảng từ {min} đến {max}',
    en: '{factEn}: {text} is not between {min} and {max}',
  },
  'value-too-long': { vi: '{factVi}: dài quá {max} ký tự', en: '{factEn}: longer than {max} characters' },
  'value-control-characters': {
    vi: '{factVi}: có ký tự điều khiển hoặc ký tự ẩn; hãy xoá đi',
    en: '{factEn}: holds control or invisible characters; remove them',
  },
  'dimension-unknown': {
    vi: 'số liệu {fact} không có chiều "{dimension}"; được dùng: {allowed}',
    en: 'the fact {fact} has no dimension "{dimension}"; allowed: {allowed}',
  },
  'dimension-value-unknown': {
    vi: 'chiều {dimension} không nhận "{text}"; được dùng: {allowed}',
    en: 'the dimension {dimension} does not take "{text}"; allowed: {allowed}',
  },
  'dimension-fact-unknown': {
    vi: 'chiều {dimension} cần khoá của một số liệu trong facts.yaml, không có "{text}"',
    en: 'the dimension {dimension} needs the key of a fact of facts.yaml, there is no "{text}"',
  },

  'rule-more-than-whole': {
    vi: '{factVi} = {value} lớn hơn {otherVi} = {limit}; phần không thể lớn hơn toàn bộ',
    en: '{factEn} = {value} is more than {otherEn} = {limit}; a part cannot be more than the whole',
  },
  'rule-not-zero': {
    vi: '{otherVi} = {limit} thì {factVi} cũng phải bằng 0, không phải {value}',
    en: 'with {otherEn} = {limit}, {factEn} has to be 0 too, not {value}',
  },
  'rule-too-many': {
    vi: '{factVi} = {value} lớn hơn {factor} lần {otherVi} = {limit}',
    en: '{factEn} = {value} is more than {factor} times {otherEn} = {limit}',
  },
  'rule-needs': {
    vi: 'đã khai có "{factVi}" thì phải khai "{otherVi}" khác không và khác 0 (đang là {limit})',
    en: 'with "{factEn}" declared as yes, "{otherEn}" has to be given and be neither no nor 0 (it is {limit})',
  },
  'rule-excludes': {
    vi: 'đã khai có "{factVi}" thì "{otherVi}" phải là không hoặc 0 (đang là {limit})',
    en: 'with "{factEn}" declared as yes, "{otherEn}" has to be no or 0 (it is {limit})',
  },

  'declaration-block-outside-form': {
    vi: 'biểu {form} không dành cho khối {block}',
    en: 'the form {form} is not for the block {block}',
  },
  'declaration-fact-outside-form': {
    vi: 'biểu {form} không có số liệu "{fact}", gần nhất là "{nearest}"',
    en: 'the form {form} has no fact "{fact}", the nearest is "{nearest}"',
  },
  'declaration-fact-required': { vi: '{factVi}: chưa điền, bắt buộc phải có', en: '{factEn}: missing, it is required' },
  'declaration-reason-too-long': {
    vi: '{factVi}: lý do dài quá {max} ký tự',
    en: '{factEn}: the reason is longer than {max} characters',
  },
  'declaration-rise': {
    vi: '{factVi}: tăng {percent}% so với cùng kỳ năm trước ({before} → {now}); hãy nêu lý do',
    en: '{factEn}: {percent}% more than the year before ({before} → {now}); say why',
  },
  'declaration-fall': {
    vi: '{factVi}: giảm {percent}% so với cùng kỳ năm trước ({before} → {now}); hãy nêu lý do',
    en: '{factEn}: {percent}% less than the year before ({before} → {now}); say why',
  },
  'declaration-from-zero': {
    vi: '{factVi}: cùng kỳ năm trước là {before}, nay là {now}; hãy nêu lý do',
    en: '{factEn}: it was {before} the year before and is {now} now; say why',
  },
  'declaration-to-zero': {
    vi: '{factVi}: cùng kỳ năm trước là {before}, nay là {now}; hãy nêu lý do không còn',
    en: '{factEn}: it was {before} the year before and is {now} now; say where it went',
  },
  'declaration-flag-lost': {
    vi: '{factVi}: cùng kỳ năm trước có, nay không còn; hãy nêu lý do',
    en: '{factEn}: there the year before and no longer now; say why',
  },
  'declaration-outlier': {
    vi: '{factVi}: {value} khác hẳn {count} cơ quan cùng khối (giữa là {median}, thường từ {low} đến {high}); hãy nêu lý do',
    en: '{factEn}: {value} is far from the {count} agencies of the block (median {median}, usually {low} to {high}); say why',
  },

  'declaration-not-declarer': {
    vi: 'tài khoản này không được khai báo cho cơ quan; nhờ người quản trị cấp quyền',
    en: 'this account may not declare for the agency; ask the administrator for the right',
  },
  'declaration-not-approver': {
    vi: 'tài khoản này không được duyệt hay trả lại khai báo; nhờ người quản trị cấp quyền',
    en: 'this account may not approve or return declarations; ask the administrator for the right',
  },
  'declaration-not-open': {
    vi: 'khai báo chưa được mở; hãy mở trước',
    en: 'the declaration was not begun; begin it first',
  },
  'declaration-is-open': {
    vi: 'khai báo này đã được mở; hãy sửa tiếp bản đang có',
    en: 'this declaration was begun already; go on with the one there is',
  },
  'declaration-is-draft': {
    vi: 'khai báo còn là bản nháp; cơ quan phải nộp trước',
    en: 'the declaration is still a draft; the agency has to submit it first',
  },
  'declaration-is-submitted': {
    vi: 'khai báo đã nộp và đang chờ duyệt; muốn sửa thì đề nghị trả lại',
    en: 'the declaration is submitted and waits to be approved; to change it, ask for its return',
  },
  'declaration-is-returned': {
    vi: 'khai báo đã bị trả lại; cơ quan phải sửa và nộp lại',
    en: 'the declaration was returned; the agency has to correct and submit it again',
  },
  'declaration-is-approved': {
    vi: 'khai báo đã được duyệt nên không đổi được; muốn sửa thì mở bản đính chính',
    en: 'the declaration is approved and cannot be changed; open a correction instead',
  },
  'declaration-not-approved': {
    vi: 'chỉ đính chính được khai báo đã duyệt; bản mới nhất chưa được duyệt',
    en: 'only an approved declaration can be corrected; the newest one is not approved',
  },
  'declaration-own-submission': {
    vi: 'người nộp không được tự duyệt; cần một người khác duyệt',
    en: 'nobody approves what he submitted himself; somebody else has to',
  },
  'declaration-note-required': { vi: 'phải ghi rõ lý do', en: 'a note that says why is required' },
  'declaration-note-too-long': { vi: 'ghi chú dài quá {max} ký tự', en: 'the note is longer than {max} characters' },
  'declaration-has-errors': {
    vi: 'còn {count} lỗi nên chưa nộp được; hãy sửa theo danh sách lỗi',
    en: '{count} errors are left, so it cannot be submitted; correct what is listed',
  },
  'declaration-reasons-missing': {
    vi: 'còn {count} điểm khác thường chưa nêu lý do; hãy ghi lý do hoặc sửa số',
    en: '{count} remarkable figures have no reason yet; give the reason or correct the figure',
  },
  'declaration-status-missing': { vi: 'Chưa khai', en: 'Not begun' },
  'declaration-status-draft': { vi: 'Bản nháp', en: 'Draft' },
  'declaration-status-submitted': { vi: 'Đã nộp, chờ duyệt', en: 'Submitted' },
  'declaration-status-returned': { vi: 'Bị trả lại', en: 'Returned' },
  'declaration-status-approved': { vi: 'Đã duyệt', en: 'Approved' },
  'declaration-action-open': { vi: 'Mở', en: 'Begun' },
  'declaration-action-submit': { vi: 'Nộp', en: 'Submitted' },
  'declaration-action-return': { vi: 'Trả lại', en: 'Returned' },
  'declaration-action-approve': { vi: 'Duyệt', en: 'Approved' },

  'evidence-too-many': {
    vi: '{name}: đã đủ {max} tệp; hãy bỏ bớt một tệp trước',
    en: '{name}: there are {max} files already; take one away first',
  },
  'evidence-empty': { vi: '{name}: tệp rỗng', en: '{name}: the file is empty' },
  'evidence-too-large': {
    vi: '{name}: tệp {size} vượt giới hạn {max}; hãy nén ảnh hoặc tách tệp',
    en: '{name}: the file has {size}, more than {max}; shrink its pictures or split it',
  },
  'evidence-name-malformed': {
    vi: '"{name}": tên tệp không được trống, không bắt đầu bằng dấu chấm, không có / \\ : * ? " < > | hay ký tự ẩn, tối đa {max} ký tự',
    en: '"{name}": a file name may not be empty, begin with a dot, hold / \\ : * ? " < > | or invisible characters, or exceed {max} characters',
  },
  'evidence-type-unknown': {
    vi: '{name}: nội dung không phải loại tệp được nhận ({allowed})',
    en: '{name}: its content is none of the types taken ({allowed})',
  },
  'evidence-type-refused': {
    vi: '{name}: biểu này không nhận tệp {type}; được nhận: {allowed}',
    en: '{name}: this form does not take {type}; taken: {allowed}',
  },
  'evidence-active': {
    vi: '{name}: tệp có macro hoặc chương trình bên trong; hãy lưu lại không có macro',
    en: '{name}: macros or programs are in it; save it without macros',
  },
  'evidence-name-mismatch': {
    vi: '{name}: nội dung là {type} nhưng đuôi tên khác; hãy đổi lại đuôi tên',
    en: '{name}: its content is {type}, its ending says otherwise; correct the ending',
  },
  'evidence-attached-already': {
    vi: '{name}: đã đính kèm cùng nội dung này với tên {other}',
    en: '{name}: the same content is attached already as {other}',
  },
} as const satisfies Record<string, Words>;
