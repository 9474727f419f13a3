"""Documents that the tests of this package search: written for them, in several kinds, places and years."""

# ruff: noqa: E501  # a paragraph of a document is one line, as readers find it

REPORT_2021 = """SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH HÒA BÌNH
Số: 215/BC-SLĐTBXH

Hòa Bình, ngày 10 tháng 01 năm 2022

BÁO CÁO
Kết quả dạy nghề cho lao động nông thôn năm 2021

1. Kết quả thực hiện

Trong năm 2021, toàn tỉnh đã mở 46 lớp dạy nghề cho 1.380 người, trong đó 900 người học nghề nông nghiệp, 480 người học nghề phi nông nghiệp. Kinh phí thực hiện là 3,2 tỷ đồng.

Sau khi học, 1.104 người có việc làm, đạt 80% số người học nghề.

2. Khó khăn

Nguyên nhân chính khiến nhiều lớp mở chậm là giáo viên thỉnh giảng ở các huyện vùng cao còn thiếu và đường đến lớp xa.

3. Căn cứ thực hiện

Các lớp học được mở theo Quyết định số 46/2015/QĐ-TTg ngày 28/9/2015 của Thủ tướng Chính phủ quy định chính sách hỗ trợ đào tạo trình độ sơ cấp, đào tạo dưới 3 tháng.
"""

REPORT_2022 = """SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI TỈNH HÒA BÌNH
Số: 198/BC-SLĐTBXH

Hòa Bình, ngày 12 tháng 01 năm 2023

BÁO CÁO
Kết quả dạy nghề cho lao động nông thôn năm 2022

1. Kết quả thực hiện

Năm 2022, toàn tỉnh mở 51 lớp dạy nghề cho 1.525 người, tăng 145 người so với năm 2021. Kinh phí thực hiện là 3,6 tỷ đồng.

2. Kiến nghị

Đề nghị Trung ương sớm phân bổ vốn để các trường mua thiết bị thực hành.
"""

NEWS_DAK_NONG = """Đắk Nông: Nhiều trạm y tế xã được sửa chữa

Đăng ngày 06/9/2023

(Báo địa phương) - Ngày 05/9/2023, Sở Y tế tỉnh Đắk Nông cho biết đã sửa chữa xong 18 trạm y tế xã trong năm 2023.

Tính đến ngày 31/8/2023, các trạm y tế trên địa bàn tỉnh Đắk Nông có 412 nhân viên, gồm 95 bác sĩ, 117 y sĩ và 190 điều dưỡng.

Bà Lê Thị Hương, Phó Giám đốc Sở Y tế, nói rằng người dân các xã xa được khám bệnh miễn phí vào thứ Bảy hằng tuần.
"""

PLAN_2020 = """ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG
Số: 2214/KH-UBND

Lâm Đồng, ngày 20 tháng 4 năm 2020

KẾ HOẠCH
Triển khai công tác cai nghiện ma túy tại gia đình và cộng đồng năm 2020

Căn cứ Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ quy định về tổ chức cai nghiện ma túy tại gia đình, cai nghiện ma túy tại cộng đồng;

Căn cứ Thông tư số 14/2014/TT-BYT ngày 14/4/2014 của Bộ Y tế quy định việc giám định y khoa;

Ủy ban nhân dân tỉnh giao các huyện vận động 60 người đăng ký cai nghiện tại cộng đồng trong năm 2020.
"""

GUIDE_2022 = """Hỏi đáp về quy định mới trong cai nghiện ma túy

Ngày 15/3/2022

Từ ngày 01/01/2022, Nghị định số 116/2021/NĐ-CP ngày 21/12/2021 của Chính phủ quy định chi tiết một số điều của Luật Phòng, chống ma túy về cai nghiện ma túy và quản lý sau cai nghiện ma túy có hiệu lực thi hành.

Nghị định số 116/2021/NĐ-CP thay thế Nghị định số 94/2010/NĐ-CP ngày 09/9/2010 của Chính phủ.

Người nghiện muốn cai tại cộng đồng gửi đơn đến Ủy ban nhân dân cấp xã nơi cư trú.
"""

HOSTILE = """<script>alert(1)</script> Thông báo tuyển sinh lớp may

Ngày 02/6/2022

Trung tâm nhận hồ sơ của 25 học viên <b>lớp may</b> & lớp điện; liên hệ "văn phòng" để biết thêm.
"""

TEXTS = {
    "hoa-binh-2021.txt": REPORT_2021,
    "hoa-binh-2022.txt": REPORT_2022,
    "dak-nong-2023.txt": NEWS_DAK_NONG,
    "lam-dong-2020.txt": PLAN_2020,
    "hoi-dap-2022.txt": GUIDE_2022,
    "=cmd|' /C calc'!A0 <i>.txt": HOSTILE,
}
