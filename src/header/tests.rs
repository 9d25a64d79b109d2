//! Whole frames: what they are divided into and who signs them.

use super::{Header, read};
use crate::diagnostic::{Code, Notes};
use crate::document::TextLayer;
use crate::lexicon::Lexicon;
use crate::span::TextRange;
use crate::tidy::{Tidy, tidy};

fn header(raw: &str) -> (Tidy, Header, Notes) {
    let mut notes = Notes::default();
    let tidy = tidy(Lexicon::builtin(), &TextLayer::new(raw), &mut notes);
    let header = read(Lexicon::builtin(), &tidy, &mut notes);
    (tidy, header, notes)
}

fn words(tidy: &Tidy, ranges: impl IntoIterator<Item = TextRange>) -> Vec<String> {
    ranges.into_iter().map(|range| super::dense(range.of(&tidy.text))).collect()
}

/// `kind title` of each part.
fn parts(raw: &str) -> Vec<String> {
    let (tidy, header, _) = header(raw);
    let title = |range: Option<TextRange>| words(&tidy, range).pop().unwrap_or_default();
    header.parts.iter().map(|part| format!("{:?} {}", part.kind, title(part.title))).collect()
}

const FORWARDED: &str = "甲市办关于转发节粮工作要点的通知\n甲粮办〔2024〕3号\n各县人民政府:\n现将要点转发给你们。\n\
    关于印发节粮工作要点的通知\n乙粮办〔2024〕1号\n各市人民政府:\n现将要点印发给你们。\n乙省财政厅\n2024年3月12日\n\
    附件\n2024年节粮工作要点\n为节约粮食,制定本要点。\n一、目标\n";

#[test]
fn the_sign_behind_the_number_of_an_attachment_does_not_matter() {
    let with = |sign: &str| {
        parts(&format!(
            "某市人民政府关于节粮的通知\n各县:\n请落实。\n某市人民政府\n2024年3月12日\n\
             附件1{sign}节约粮食工作要点\n一、目标\n减少损失。\n"
        ))
    };
    assert!(with(":")[1].starts_with("Attachment"), "{:?}", with(":"));
    assert_eq!(with("、"), with(":"));
    assert_eq!(with("."), with(":"));
}

#[test]
fn an_attachment_in_a_file_of_its_own_is_not_called_by_its_label() {
    let (tidy, header, _) =
        header("附件1\n临江市城镇房屋定期体检制度工作方案\n一、总体要求\n坚持安全第一。\n");
    assert_eq!(words(&tidy, header.metadata.title), ["临江市城镇房屋定期体检制度工作方案"]);
}

#[test]
fn the_last_day_of_validity_is_read_or_counted() {
    let expires = |words: &str| {
        let (tidy, header, _) = header(&format!(
            "临江市人民政府关于节粮的通知\n各县:\n请落实。{words}\n临江市人民政府\n2024年3月12日\n"
        ));
        let found = header.metadata.expires_on?;
        Some(format!("{} {}", found.value, found.range.of(&tidy.text)))
    };
    let cases = [
        ("本通知自2024年5月1日起施行,有效期至2026年12月31日。", Some("2026-12-31 2026年12月31日")),
        ("本通知自2024年5月1日起施行,有效期5年。", Some("2029-04-30 5年")),
        ("以上措施自本通知印发之日起执行,有效期两年。", Some("2026-03-11 两年")),
        ("本办法自印发之日起施行,试行期为6个月。", Some("2024-09-11 6个月")),
        (
            "本办法有效期为2024年1月1日至2025年12月31日。",
            Some("2025-12-31 2024年1月1日至2025年12月31日"),
        ),
        ("有效期至2025年底。", Some("2025-12-31 2025年底")),
        ("许可证有效期5年。", None),
        ("本许可证有效期3年。本办法自2024年5月1日起施行。", None),
        ("原《办法》自2019年5月1日起施行,有效期5年,现予废止。", None),
        ("本办法自2024年5月1日起施行,有效期20252028年。", None),
        ("本办法自2024年5月1日起施行,有效期30万个月。", None),
        ("本办法自2024年5月1日起施行,有效期至2020年底。", None),
        ("在有效期内的证照,有效期延长至2025年12月31日。", None),
        ("本通知有效期自然顺延。", None),
        ("请在许可有效期内完成,有效期不少于3年。", None),
    ];
    for (words, wanted) in cases {
        assert_eq!(expires(words).as_deref(), wanted, "{words}");
    }
}

#[test]
fn the_day_of_effect_is_read_or_follows_from_the_day_of_issue() {
    let effective = |words: &str| {
        let (tidy, header, _) = header(&format!(
            "临江市人民政府关于节粮的通知\n各县:\n请落实。{words}\n临江市人民政府\n2024年3月12日\n"
        ));
        let found = header.metadata.effective_on?;
        Some(format!("{} {}", found.value, found.range.of(&tidy.text)))
    };
    let cases = [
        ("本通知自2024年5月1日起施行。", Some("2024-05-01 2024年5月1日")),
        ("本通知自印发之日起施行。", Some("2024-03-12 印发之日")),
        ("以上措施自本通知印发之日起执行,有效期2年。", Some("2024-03-12 印发之日")),
        ("本通知自公布之日起实施。", Some("2024-03-12 公布之日")),
        ("自公示之日起30日内提出。", None),
        ("自国务院批准之日起施行。", None),
        ("自印发之日起30日内报送。", None),
    ];
    for (words, wanted) in cases {
        assert_eq!(effective(words).as_deref(), wanted, "{words}");
    }
}

#[test]
fn numbers_are_no_title() {
    let title = |raw: &str| {
        let (tidy, header, _) = header(raw);
        words(&tidy, header.metadata.title).pop()
    };
    assert_eq!(title("25432000000012345678办法\n购买方名称:某公司\n"), None);
    assert_eq!(
        title("2024年节约粮食管理办法\n第一条 为节约粮食,制定本办法。\n").as_deref(),
        Some("2024年节约粮食管理办法")
    );
}

#[test]
fn a_forwarded_notice_is_a_part_with_its_own_attachment() {
    assert_eq!(
        parts(FORWARDED),
        [
            "Notice 甲市办关于转发节粮工作要点的通知",
            "IssuedDocument 关于印发节粮工作要点的通知",
            "Attachment 2024年节粮工作要点"
        ]
    );
    let (tidy, header, notes) = header(FORWARDED);
    assert!(header.metadata.signatories.is_empty() && header.metadata.issued_on.is_none());
    assert_eq!(words(&tidy, header.metadata.recipients), ["各县人民政府"]);
    assert!(!notes.list().iter().any(|note| note.code == Code::SeveralNotices));
}

#[test]
fn a_second_notice_behind_a_signed_one_is_reported() {
    let signed = FORWARDED.replace("转发给你们。\n", "转发给你们。\n甲市办公室\n2024年4月2日\n");
    let (_, header, notes) = header(&signed);
    assert_eq!(
        header.metadata.issued_on.map(|date| date.value.to_string()).as_deref(),
        Some("2024-04-02")
    );
    assert!(notes.list().iter().any(|note| note.code == Code::SeveralNotices));
    let cited = "甲市办关于粮食工作的通知\n甲粮办〔2024〕3号\n各县人民政府:\n按照《关于粮食工作的通知》(乙粮办〔2024〕1号)要求,通知如下:\n一、目标\n";
    assert_eq!(parts(cited).len(), 1);
}

#[test]
fn two_documents_that_one_title_names_are_two_parts() {
    let raw = "甲市办公室关于印发《服务工作要点》和《公开工作要点》的通知\n甲办〔2024〕3号\n各县人民政府:\n现将要点印发给你们。\n\
        甲市办公室\n2024年4月2日\n服务工作要点\n为做好工作,制定本要点。\n一、目标\n公开工作要点\n为做好公开,制定本要点。\n一、目标\n";
    assert_eq!(parts(raw)[1..], ["IssuedDocument 服务工作要点", "IssuedDocument 公开工作要点"]);
}

#[test]
fn lists_of_attachments_run_over_lines() {
    let raw = "甲市办关于印发方案的通知\n各县人民政府:\n现印发给你们。\n附件:1.全市深化工程建设项目审批制度改革提\n\n升营商环境工作方案\n\
        2.评分细则\n甲省城市功能品质提升与工程建设项目审批\n制度改革部门联席会议办公室(代章)\n2023年6月14日\n";
    let (tidy, header, _) = header(raw);
    let metadata = &header.metadata;
    assert_eq!(
        words(&tidy, metadata.attachments.iter().copied()),
        ["全市深化工程建设项目审批制度改革提升营商环境工作方案", "评分细则"]
    );
    assert_eq!(
        words(&tidy, metadata.signatories.iter().copied()),
        ["甲省城市功能品质提升与工程建设项目审批制度改革部门联席会议办公室"]
    );
}

#[test]
fn the_title_below_the_word_is_that_of_the_list() {
    let raw = "甲市办关于印发《优惠政策》的通知\n各县人民政府:\n现印发给你们。\n甲市办公室\n2023年6月14日\n优惠政策\n第一条 给予奖励。\n\
        附件:\n奖补细则\n附件\n奖补细则\n为做好奖补,制定本细则。\n第一条 申请。\n";
    let (tidy, header, _) = header(raw);
    assert_eq!(words(&tidy, header.metadata.attachments), ["奖补细则"]);
    assert_eq!(parts(raw)[2..], ["Attachment 奖补细则"]);
}

#[test]
fn recipients_stand_below_a_long_page_header() {
    let raw = "甲市人民政府办公厅关于支持防控若干措施 [主题分类] 综合政务 \u{3000}\u{3000}[发文机构] 甲市人民政府办公厅 \u{3000}\u{3000}[实施日期] ---- \u{3000}\u{3000}\
        [成文日期] 2020-02-03 \u{3000}\u{3000}[发文字号] 甲政办〔2020〕5号 \u{3000}\u{3000}[废止日期] ---- \u{3000}\u{3000}[发布日期] 2020-02-03 \u{3000}\u{3000}[有效性] 有效 \u{3000}\u{3000} \
        各区人民政府,各委办局: \u{3000}\u{3000}为做好防控,制定以下措施。 \u{3000}\u{3000}一、优化服务 \u{3000}\u{3000}1.加快审批。 \u{3000}\u{3000}2.设立窗口。 \u{3000}\u{3000}3.建立通道。";
    let (tidy, header, _) = header(raw);
    assert_eq!(words(&tidy, header.metadata.recipients), ["各区人民政府", "各委办局"]);
}

#[test]
fn a_heading_above_a_table_is_the_title_of_a_sheet_and_a_row_is_none() {
    use crate::document::{Area, Block, BlockKind, Cell, Structure};
    let title = |heading: &str| {
        let rows = "序号\t任务\t责任清单";
        let text = format!("{heading}\n{rows}\n");
        let start = heading.len() + 1;
        let cell = |column, range| Cell { range, area: Area::at(column), breaks: vec![] };
        let range = start..start + rows.len();
        let cells = vec![cell(0, start..start + 6), cell(1, start + 7..start + rows.len())];
        let row = Block { cells, ..Block::new(BlockKind::Row { table: 0 }, range) };
        let heading = Block::new(BlockKind::Heading(1), 0..heading.len());
        let structure = Structure { blocks: vec![heading, row], ..Structure::default() };
        let layer = TextLayer::new(text).with_structure(structure);
        let mut notes = Notes::default();
        let tidy = tidy(Lexicon::builtin(), &layer, &mut notes);
        let header = read(Lexicon::builtin(), &tidy, &mut notes);
        words(&tidy, header.metadata.title)
    };
    assert_eq!(title("青禾县水环境整治任务分解总览"), ["青禾县水环境整治任务分解总览"]);
    assert!(title("部门任务").is_empty());
}

/// Title, number, recipients, signatories and date of a notice, joined by ` | `.
fn frame_of(raw: &str) -> String {
    let (tidy, header, _) = header(raw);
    let metadata = &header.metadata;
    let number = metadata.document_number.as_ref().map_or("-", |number| &number.value.text);
    let date = metadata.issued_on.as_ref().map_or("-".to_owned(), |date| date.value.to_string());
    let title = words(&tidy, metadata.title).concat();
    let recipients = words(&tidy, metadata.recipients.iter().copied()).join("+");
    let signatories = words(&tidy, metadata.signatories.iter().copied()).join("+");
    [title.as_str(), number, &recipients, &signatories, &date].join(" | ")
}

#[test]
fn frames_without_line_breaks() {
    let cases = [
        (
            "甲省人民政府关于发展竹产业的若干意见甲政发〔2012〕15号各市、县人民政府，省政府各部门：为发展竹产业，现提出以下意见：一、总体要求。坚持绿色发展。二、重点任务。建设竹林基地。甲省人民政府二〇一二年五月十八日",
            "甲省人民政府关于发展竹产业的若干意见 | 甲政发〔2012〕15号 | 各市、县人民政府+省政府各部门 | 甲省人民政府 | 2012-05-18",
        ),
        (
            "甲市人民政府关于发展茶产业的意见各县（市、区）人民政府，市直各部门：为发展茶产业，提出如下意见。一、目标。建设茶园。二、任务。培育企业。甲市人民政府2024年4月9日",
            "甲市人民政府关于发展茶产业的意见 | - | 各县(市、区)人民政府+市直各部门 | 甲市人民政府 | 2024-04-09",
        ),
        (
            "关于开展青禾区用工调查的通知 青禾区人力资源和社会保障局 关于开展青禾区用工调查的通知 甲人社发〔2021〕7号 各街道办事处，各镇人民政府： 为掌握用工情况，现通知如下： 一、调查对象 1.企业。全部参加。 2.新企业。抽样参加。 青禾区人力资源和社会保障局 2021年3月5日",
            "关于开展青禾区用工调查的通知 | 甲人社发〔2021〕7号 | 各街道办事处+各镇人民政府 | 青禾区人力资源和社会保障局 | 2021-03-05",
        ),
        (
            "甲省办公厅关于流通的通知\n甲办发〔2011〕9号各市、县人民政府，省直各单位：为推进流通，现通知如下：\n一、建设市场。支持建设。甲省人民政府办公厅2011年2月3日\n",
            "甲省办公厅关于流通的通知 | 甲办发〔2011〕9号 | 各市、县人民政府+省直各单位 | 甲省人民政府办公厅 | 2011-02-03",
        ),
        (
            "甲市办公室关于同意设立园区的复函甲政办函〔2004〕20号\n青禾市商务局：\n来函收悉。\n甲市人民政府办公室\n2004年2月2日\n",
            "甲市办公室关于同意设立园区的复函 | 甲政办函〔2004〕20号 | 青禾市商务局 | 甲市人民政府办公室 | 2004-02-02",
        ),
        (
            "标题: 关于成立春运专班的通知\n发布时间: 2021-01-13 15:56\n文号: \n发布机构: 青禾区\n栏目: 区政府文件\n==== 正文 ====\n当前位置： 首页区政府文件 关于成立春运专班的通知 时间：2021-01-13 15:56 微信 微博 青政办〔2021〕4号青禾区人民政府办公室关于成立春运专班的通知 各街道办事处，区直各单位：为做好春运工作，经研究，决定成立青禾区春运工作专班，专班办公室设在区交通局，负责日常工作，督促各单位落实责任。 青禾区人民政府办公室 2021年1月12日 来源：青禾区 附件下载",
            "青禾区人民政府办公室关于成立春运专班的通知 | 青政办〔2021〕4号 | 各街道办事处+区直各单位 | 青禾区人民政府办公室 | 2021-01-12",
        ),
        (
            "青禾指挥部发出通知：切实为基层减负 关于切实为基层减负的通知 青指发﹝2021﹞21号 各街道指挥部： 为做好工作，现通知如下： 一、转变作风。要转变。 二、简化报表。要简化。 三、关心干部。要关心。 青禾指挥部 2021年3月5日",
            "关于切实为基层减负的通知 | 青指发〔2021〕21号 | 各街道指挥部 | 青禾指挥部 | 2021-03-05",
        ),
        (
            "青禾市人民政府办公室关于同意建立制度的函青政办函〔2021〕12号\n\n市交通局：你局请示收悉，同意建立制度。\n\n附件：青禾市联席会议制度青禾市人民政府办公室\n\n2021年1月26日（此件公开发布）\n\n附件\n\n青禾市联席会议制度\n\n为加强协调，建立制度。\n",
            "青禾市人民政府办公室关于同意建立制度的函 | 青政办函〔2021〕12号 | 市交通局 | 青禾市人民政府办公室 | 2021-01-26",
        ),
        (
            "青禾市人民政府办公室关于治山的复函青政办函〔2021〕20号\n\n林木青同志：您的来信收悉。现函复如下：一、关于造林。要造林。二、关于修路。要修路。三、关于护水。要护水。青禾市人民政府办公室2021年2月22日",
            "青禾市人民政府办公室关于治山的复函 | 青政办函〔2021〕20号 | 林木青同志 | 青禾市人民政府办公室 | 2021-02-22",
        ),
        (
            "3. 青禾市河道整治十条措施（2023 年6 月25 日） 青政办〔2023〕9 号 各县人民政府，市直各有 关部门： 现将《青禾市河道整治十条措施》印 发给你们，请落实。 青禾市人民政府办公室 2023 年6 月25 日 青禾市河道整治十条措施 为整治河道，制定本措施。 一、清淤。要清淤。 二、巡河。要巡河。 三、护岸。要护岸。",
            "青禾市河道整治十条措施 | 青政办〔2023〕9号 | 各县人民政府+市直各有关部门 | 青禾市人民政府办公室 | 2023-06-25",
        ),
        (
            "青禾市水利局关于印发《河道整治方案》的通知（2023年2月13日）各县（市、区）水利局：现印发给你们，请落实。一、清淤。要清淤。二、巡河。要巡河。三、护岸。要护岸。",
            "青禾市水利局关于印发《河道整治方案》的通知 | - | 各县(市、区)水利局 |  | 2023-02-13",
        ),
        (
            "青禾市防汛抗旱防台风工作\n应急指挥部 关于停工的通知\n各县政府：\n请停工。\n青禾市防汛抗旱防台风\n应急指挥部 2020年2月13日\n",
            "青禾市防汛抗旱防台风工作应急指挥部关于停工的通知 | - | 各县政府 | 青禾市防汛抗旱防台风应急指挥部 | 2020-02-13",
        ),
    ];
    for (raw, want) in cases {
        assert_eq!(frame_of(raw), want, "{raw}");
    }
}

const OTHER_KINDS: &[(&str, &str)] = &[
    (
        "青禾市2025年购车补贴活动公告\n一、时间\n1月1日起。\n",
        "青禾市2025年购车补贴活动公告 | - |  |  | -",
    ),
    (
        "青禾市商务局 通知公告 青禾市2025年购车补贴活动公告\n青禾市2025年购车补贴活动公告\n一、时间\n1月1日起。\n",
        "青禾市2025年购车补贴活动公告 | - |  |  | -",
    ),
    (
        "转发青禾市应急管理局关于防火的提示\n为贯彻《防火通知》（青安〔2024〕1号）要求，市应急管理局发布提示：\n一、检查。要检查。\n",
        "转发青禾市应急管理局关于防火的提示 | - |  |  | -",
    ),
    (
        "市政府办公室：关于整治山塘的通知\n青政办〔2024〕3号\n各县人民政府：\n请整治。\n青禾市人民政府办公室\n2024年4月9日\n",
        "关于整治山塘的通知 | 青政办〔2024〕3号 | 各县人民政府 | 青禾市人民政府办公室 | 2024-04-09",
    ),
    (
        "青禾市人民政府令\n第12号\n《青禾市河道办法》已经通过，现予公布。\n市长  林一航\n2025年2月19日\n青禾市河道办法\n第一条 为管理河道，制定本办法。\n",
        "青禾市人民政府令 | 第12号 |  | 市长林一航 | 2025-02-19",
    ),
    (
        "青禾县人民政府专题会议纪要\n〔2025〕3号\n青禾县人民政府办公室    2025年2月19日\n\n关于研究河道整治的会议纪要\n2月18日，县长召开会议。纪要如下：\n一、会议要求，要清淤。\n",
        "关于研究河道整治的会议纪要 | - |  | 青禾县人民政府办公室 | 2025-02-19",
    ),
    (
        "青禾委办公厅关于互认的通知\n青办〔2023〕4号\n北川市、南川市、东山省公共资源部门，青禾集团有限公司：\n请互认。\n",
        "青禾委办公厅关于互认的通知 | 青办〔2023〕4号 | 北川市、南川市、东山省公共资源部门+青禾集团有限公司 |  | -",
    ),
    (
        "青禾区卫生局文件\n青卫发〔2021〕7号\n关于同意张三辞职的批复\n区中医院：\n你院请示收悉，经研究，同意辞职。\n青禾区卫生局\n2021年3月10日\n",
        "关于同意张三辞职的批复 | 青卫发〔2021〕7号 | 区中医院 | 青禾区卫生局 | 2021-03-10",
    ),
    (
        "青禾市人民政府关于节粮的通知\n2023-02-01 浏览次数:\n各县人民政府，各区管委会；市直各单位：\n请落实。\n",
        "青禾市人民政府关于节粮的通知 | - | 各县人民政府+各区管委会+市直各单位 |  | -",
    ),
    (
        "青竹产业发展规划\n发布日期: 2021年12月\n发布机构: 青禾市\n来源: https://example.cn/1\n政策全文\n青禾市人民政府关于印发\n青竹产业发展规划的通知\n青政发〔2021〕29号\n各县人民政府：\n现印发给你们。\n青禾市人民政府\n2021年12月12日\n",
        "青禾市人民政府关于印发青竹产业发展规划的通知 | 青政发〔2021〕29号 | 各县人民政府 | 青禾市人民政府 | 2021-12-12",
    ),
    (
        "4. 青禾市营商行动方案（2023年4月12日）\n青禾市营商行动方案\n为优化环境，制定本方案。\n一、目标\n建成。\n",
        "青禾市营商行动方案 | - |  |  | 2023-04-12",
    ),
    (
        "附件4\n青禾省健康产业\n发展行动\n体重是指标。\n一、目标\n建成。\n",
        "青禾省健康产业发展行动 | - |  |  | -",
    ),
    (
        "三、联席会议工作规则\n(一)每半年召开一次。\n(二)形成纪要。\n青禾市人民政府\n2021年8月21日\n",
        " | - |  | 青禾市人民政府 | 2021-08-21",
    ),
    (
        "青禾市河道清淤指挥部令第13号 各县人民政府，各区管委会： 为清淤，指挥部决定实行两项制度。 一、日报制度 各县要日报。 二、评估制度 各县要评估。 青禾市河道清淤指挥部 2021年2月15日",
        "青禾市河道清淤指挥部令 | 第13号 | 各县人民政府+各区管委会 | 青禾市河道清淤指挥部 | 2021-02-15",
    ),
    (
        "市政府办公室:关于清淤的通知 青政办〔2024〕8号 各县政府：请清淤，比例大于2∶1，及时报送进展情况，抓好督查落实，确保全面完成年度目标。 附件：1.任务表2.名单 青禾市人民政府办公室 2024年3月2日",
        "关于清淤的通知 | 青政办〔2024〕8号 | 各县政府 | 青禾市人民政府办公室 | 2024-03-02",
    ),
    (
        "青禾市卫健委 青禾市卫健委 关于健康证明的通知 青卫发〔2021〕7号 各县人民政府： 为便民，现通知如下： 一、对象 外出人员。 二、机构 各医院。 青禾市卫健委 2021年2月13日",
        "青禾市卫健委关于健康证明的通知 | 青卫发〔2021〕7号 | 各县人民政府 | 青禾市卫健委 | 2021-02-13",
    ),
    (
        "青禾市人民政府关于开发区的通知\n各开发（度假）区、自贸（合作）区管委会，州直和中央、省驻青禾各单位，东山省商务、财政主管部门：\n请落实。\n",
        "青禾市人民政府关于开发区的通知 | - | 各开发(度假)区、自贸(合作)区管委会+州直和中央、省驻青禾各单位+东山省商务、财政主管部门 |  | -",
    ),
    (
        "青禾县政府关于印发《青禾县河道方案》\n\n和《青禾县河道档案规范》的通知\n\n青政办〔2024〕8号\n\n各乡镇：\n\n请落实。\n",
        "青禾县政府关于印发《青禾县河道方案》和《青禾县河道档案规范》的通知 | 青政办〔2024〕8号 | 各乡镇 |  | -",
    ),
    (
        "青禾市水利局关于清淤的通知\n来源：办公室\n查看政策解读：《青禾市水利局关于清淤的通知》解读\n局属各单位：\n请清淤。\n",
        "青禾市水利局关于清淤的通知 | - | 局属各单位 |  | -",
    ),
    (
        "附件\n青禾市竹产业三年行动计划\n（2021—2023年）\n为加快发展，制定本计划。\n一、目标\n建成。\n",
        "青禾市竹产业三年行动计划(2021—2023年) | - |  |  | -",
    ),
];

#[test]
fn frames_of_other_kinds() {
    for (raw, want) in OTHER_KINDS {
        assert_eq!(frame_of(raw), *want, "{raw}");
    }
}

#[test]
fn attachments_stand_on_one_line() {
    let raw = "甲市办关于整治的通知\n各县人民政府:\n一、整治。要整治。（责任单位：市水利局）附件：1.普查表（样式）2.“示范山塘”标准3.名单\n";
    let (tidy, header, _) = header(raw);
    let attachments = words(&tidy, header.metadata.attachments.iter().copied());
    assert_eq!(attachments, ["普查表(样式)", "“示范山塘”标准", "名单"]);
}

#[test]
fn labels_stand_above_their_values() {
    let raw = "索引号：\nSL/2024-8\n主题：\n水利\n公开科室：\n办公室\n成文日期：\n2024-03-02\n甲县关于水库的通知\n各乡镇人民政府：\n一、检查。要检查。\n";
    let (tidy, header, _) = header(raw);
    let fields = header.metadata.fields.iter().map(|(_, value)| *value);
    assert_eq!(words(&tidy, fields), ["SL/2024-8", "水利", "2024-03-02", "办公室"]);
    assert_eq!(words(&tidy, header.metadata.subject), ["水利"]);
}

#[test]
fn a_label_that_no_table_knows_may_stand_before_one_that_it_does() {
    let raw = "索引号：QH-1 发布日期：2024-03-05\n公开科室：办公室 有效性：有效\n甲县关于水库的通知\n各乡镇人民政府：\n请检查。\n";
    let (tidy, header, _) = header(raw);
    let fields = header.metadata.fields.iter().map(|(_, value)| *value);
    assert_eq!(words(&tidy, fields), ["QH-1", "2024-03-05", "办公室", "有效"]);
    assert_eq!(words(&tidy, header.metadata.validity), ["有效"]);
}

#[test]
fn the_name_of_a_download_is_the_title_where_nothing_else_is() {
    let raw = "各科室：\n现将名单公布如下。\n青禾市水利局\n2021年11月3日\n关于调整名单的通知.pdf\n";
    assert_eq!(frame_of(raw), "关于调整名单的通知 | - | 各科室 | 青禾市水利局 | 2021-11-03");
}

#[test]
fn a_row_of_a_task_table_signs_nothing() {
    let (tidy, header, _) = header(
        "临江市人民政府关于节粮的通知\n各县:\n请落实。\n序号\t任务\t责任单位\n1\t清理粮仓\t市水利局\n\
         2\t检查粮仓\t规划科\n\t\t市财政局\n临江市人民政府\n2024年3月12日\n",
    );
    assert_eq!(words(&tidy, header.metadata.signatories), ["临江市人民政府"]);
}
