//! Texts of one shape, as long as is asked: what a notice holds a few times, here without end.

use std::fmt::Write;

/// A text that repeats something.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Names the shape in tables and files.
    pub(crate) name: &'static str,
    /// Stands once before it.
    before: &'static str,
    /// What is repeated, one after the other, each for an equal share of the bytes. `#` is the number of
    /// the repetition, `@` a word of its own.
    pieces: &'static [&'static str],
}

impl Shape {
    /// A text of at least so many bytes.
    pub(crate) fn text(&self, bytes: usize) -> String {
        let mut text = self.before.to_owned();
        for piece in self.pieces {
            let end = text.len() + bytes / self.pieces.len();
            for number in 1.. {
                if text.len() >= end {
                    break;
                }
                push(&mut text, piece, number);
            }
        }
        text
    }
}

fn push(text: &mut String, piece: &str, number: u32) {
    for c in piece.chars() {
        match c {
            '#' => write!(text, "{number}").expect("a string takes everything"),
            '@' => text.extend(word(number)),
            c => text.push(c),
        }
    }
}

/// A word that no other number has.
fn word(number: u32) -> [char; 4] {
    const SIGNS: [char; 16] = [
        '青', '禾', '松', '柏', '岩', '泉', '溪', '谷', '峰', '岭', '湖', '湾', '桥', '塘', '坪',
        '滩',
    ];
    [number / 4096, number / 256, number / 16, number].map(|n| SIGNS[(n % 16) as usize])
}

const fn one(name: &'static str, pieces: &'static [&'static str]) -> Shape {
    Shape { name, before: "", pieces }
}

const fn under(name: &'static str, before: &'static str, pieces: &'static [&'static str]) -> Shape {
    Shape { name, before, pieces }
}

/// All shapes.
pub(crate) const SHAPES: &[Shape] = &[
    // Running text.
    one("prose", &["坚持以人民为中心的发展思想,进一步转变工作作风,推动各项工作落到实处,"]),
    one("sentences", &["坚持以人民为中心的发展思想。进一步转变工作作风;推动各项工作。"]),
    one("wrapped", &["推动各项工作落到实处见到成效并且按照要求\n"]),
    one("facts", &["加快建设,新增5G基站480个以上(责任单位:市经信局、市财政局),2025年6月底前完成"]),
    one("traditional", &["責任單位:區政府、黨組,"]),
    one("ruby", &["區(qū)黨(dǎng)"]),
    // Clauses.
    one("clauses", &["推进建设(责任单位:市财政局、市发改委)。"]),
    one("clauses-lines", &["推进建设。(责任单位:市财政局、市发改委,各区政府)\n"]),
    under("clauses-section", "一、目标\n", &["推进建设。(责任单位:市财政局、市发改委)\n"]),
    one("clauses-open", &["(责任单位:市财政局"]),
    one("clauses-unopened", &["责任单位:市财政局)"]),
    one("clauses-bare", &["责任单位:市财政局。"]),
    one("clauses-own-lines", &["推进@建设。\n责任单位:市财政局\n配合单位:市水利局\n"]),
    one("clauses-verb", &["推进建设(市财政局负责)。"]),
    one("clauses-labels", &["(牵头单位:市财政局;责任单位:市水利局;配合单位:市教育局"]),
    one("clauses-due", &["推进建设。(责任单位:市财政局;完成时限:2025年6月底前)\n"]),
    one("clauses-pages", &["推进建设。(责任单位:市财政局、\n— # —\n市水利局)\n"]),
    one("distinct-units", &["推进建设。(责任单位:@局、@区人民政府、临江市@区财政局)\n"]),
    one("distinct-units-line", &["@局、市@办公室、@公司、@县教育局、"]),
    one("units", &["市财政局、"]),
    one("units-all", &["各县、市、区人民政府、"]),
    one("definitions", &["临江市@开发区管理委员会(以下简称@开发区)、"]),
    one("notes", &["区经科局(区数据局)、"]),
    // What a notice says about its clauses.
    one(
        "conventions",
        &[
            "以下各项工作均需各县(市、区)、市直园区落实,不再列出。\n",
            "推进建设。(责任单位:市财政局)\n",
        ],
    ),
    one(
        "conventions-distinct",
        &["以下均需@县人民政府落实,不再列出\n", "推进建设。(责任单位:市财政局)\n"],
    ),
    one(
        "conventions-between",
        &["以下均需@县人民政府落实,不再列出\n推进建设。(责任单位:市财政局)\n"],
    ),
    one("conventions-line", &["以下均需@县人民政府落实,不再列出,"]),
    one("conventions-lead", &["(责任单位:市财政局、市水利局,列第一位的为牵头单位,下同)。\n"]),
    one("conventions-lead-line", &["列第一位的为牵头单位,逗号前为牵头单位,"]),
    // Frames.
    one(
        "notices-line",
        &["关于印发工作要点的通知云粮办〔2024〕#号各市:现印发给你们。一、减少损失。支持建设。"],
    ),
    one(
        "notices",
        &[
            "临江市人民政府关于@工作的通知\n临政〔2024〕#号\n各区人民政府:\n现印发给你们。\n临江市人民政府\n2024年3月12日\n",
        ],
    ),
    under(
        "notices-below",
        "临江市人民政府关于甲工作的通知\n临政〔2024〕9号\n各区人民政府:\n现印发给你们。\n临江市人民政府\n2024年3月12日\n",
        &["关于@工作的通知\n临政〔2024〕#号\n各区人民政府:\n"],
    ),
    one("numbers-of-documents", &["临政办〔2025〕#号"]),
    one("signatures", &["临江市人民政府\n2025年3月18日\n"]),
    one("signatures-line", &["抓好落实。临江市人民政府2025年3月18日"]),
    one("recipients", &["各县人民政府、市直各部门,"]),
    under("recipients-line", "关于工作的通知\n", &["各县人民政府、"]),
    one("attachments-list", &["附件:#.@清单\n"]),
    under("attachments-items", "附件:1.清单\n", &["#.@清单\n"]),
    one("attachments", &["附件#\n@清单\n做好工作。\n"]),
    one("attachments-line", &["附件:@清单附件@清单做好工作。"]),
    one("attachments-bare", &["附件"]),
    one("labels", &["信息来源:市商务局 "]),
    under("labels-head", "索引号:1 ", &["主题分类:其他 "]),
    one("labels-brackets", &["[主题分类]其他"]),
    one("label-lines", &["索引号\n1\n发布机构\n市政府\n"]),
    one("furniture", &["【打印】\n"]),
    one("furniture-line", &["打印。关闭。扫一扫)"]),
    one("imprint", &["主办:临江市人民政府办公室 网站标识码:1234567890\n"]),
    one("pages", &["推动各项工作\n— # —\n"]),
    one("titles", &["关于印发《@办法》的通知\n"]),
    one("titles-line", &["关于印发《@办法》的通知"]),
    // Numbering.
    one("marks", &["#.加强建设。"]),
    one("marks-wide", &["#．加强建设。"]),
    one("marks-lines", &["#.加强@工作\n"]),
    one("marks-lines-text", &["#.打造特色@楼宇以总部经济为引领,打造楼宇。\n"]),
    one(
        "marks-lost-stop",
        &[
            "#.加强\n",
            "#.持续打造特色产业集聚区持续提升基础设施,打造@产业集聚区和基础设施并且推进建设\n",
        ],
    ),
    one("marks-han", &["一、加强。二、建设。三、保障。"]),
    one("marks-nested", &["一、加强\n(一)建设\n1.推进\n(1)落实\n①做好\n"]),
    one("marks-deep", &["1.1.1.1.1 建设\n"]),
    one("marks-jumping", &["50.加强。"]),
    one("marks-circled", &["①加强,②建设,"]),
    one("marks-running", &["一是加强,二是建设,三是保障,"]),
    one("marks-articles", &["第#条 加强建设。\n"]),
    one("marks-articles-line", &["第#条加强建设。"]),
    one("marks-colon", &["提交以下材料:1.申请表;\n2.许可证\n"]),
    one("citations", &["《@条例》第三条、"]),
    // Numbers and dates.
    one("numbers", &["480个"]),
    one("digits", &["2025 4 "]),
    one("amounts", &["新增1.5亿元、"]),
    one("amounts-distinct", &["新增@#个,"]),
    one("amounts-bare", &["增加12345个，"]),
    one("amounts-bare-lines", &["增加12345个，\n"]),
    one("amounts-reached", &["到2027年达到5个,"]),
    one("amounts-listed", &["5个、"]),
    one("amounts-days", &["3月1日、3月2日、3月3日,新增5个,"]),
    one("percent", &["百分之三十,增长9%左右,"]),
    one("ranges", &["8—10项,"]),
    one("ranges-open", &["8—10—12—"]),
    one("of-which", &["新增480个,其中省级20个,"]),
    one("of-which-chain", &["其中省级20个、市级30个、"]),
    one("respectively", &["@、@分别达到480个、20个,"]),
    under("respectively-one", "甲、乙分别达到", &["#个、"]),
    under("respectively-years", "新增基站2025年、2026年、2027年分别达到", &["#个、"]),
    one("respectively-names", &["@、", "分别达到", "#个、"]),
    one("changes", &["从10个增加到20个,"]),
    one("years", &["2025年"]),
    one("year-signs", &["年"]),
    one("months", &["6月底前,"]),
    one("months-list", &["6月15日、"]),
    one("deadlines", &["2025年6月底前完成建设,"]),
    one("deadlines-lines", &["2025年6月底前,市财政局完成@建设。\n"]),
    one("recurring", &["每季度首月20日前报送,"]),
    one("phases", &["动员部署阶段(2025年5月前)。"]),
    one("phases-lines", &["(一)动员部署阶段(2025年5月前)。研究制订。\n"]),
    one("lunar", &["二〇二五年四月十四日"]),
    // Groups, duties, tables.
    one("rosters", &["组长:张宇 市人民政府副市长\n成员:李松 市财政局局长\n"]),
    one("rosters-line", &["组长:张宇 市人民政府副市长 成员:李松 市财政局局长 "]),
    one("rosters-apart", &["@工作领导小组\n组长:张宇 市长\n做好其他事项。\n"]),
    one("groups", &["成立@工作领导小组,由市财政局任组长,市水利局为成员。"]),
    under("groups-section", "一、成立工作领导小组\n", &["由市财政局任组长,市水利局为成员。"]),
    one("group-roles", &["市财政局任组长,"]),
    one("offices", &["领导小组办公室设在市财政局。"]),
    one("offices-groups", &["成立@领导小组,市财政局任组长。", "领导小组办公室设在市财政局。"]),
    one("duties", &["区财政局:做好资金保障\n"]),
    under("duties-section", "一、职责分工\n", &["区财政局:做好资金保障。区教育局:做好入学。"]),
    under("table", "序号\t任务\t责任单位\n", &["#\t推进@\t市财政局\n"]),
    under("table-row", "序号\t任务\t责任单位\n1\t", &["推进@,"]),
    under("table-cells", "序号\t任务\t责任单位\n", &["推进\t"]),
    under("table-bars", "序号|任务|责任单位\n", &["#|推进@|市财政局\n"]),
    one("table-heads", &["序号\t任务\t责任单位\n"]),
    one("table-bodies", &["单位\t任务\t时限\n"]),
    one(
        "table-notes",
        &["任务\t责任单位\t时限\n推进@\t甲局、乙局\t6月\n", "注:第一个为牵头单位。\n"],
    ),
    one("convention-signs", &["推进@。(责任单位:★甲局、乙局)\n", "注:标★的为牵头单位。\n"]),
    under("table-stack", "序号\n任务\n责任单位\n", &["#\n推进@\n市财政局\n"]),
    // Terms, the heads of pages, fields that ran together, spread words, markers that lost a bracket.
    one("terms", &["本办法有效期为好,"]),
    one("terms-days", &["本办法自2024年3月12日起施行,有效期#年。"]),
    one("pages-heads", &["青禾区公报\n推动各项工作\n— # —\n"]),
    one("labels-glued", &["文号:甲索引号:乙公开日期:丙"]),
    one("spread", &["建 设 泵 站 3 座 , "]),
    one("digits-apart", &["2 0 2 5年改造3 0处,"]),
    under("marks-unclosed", "一、目标\n", &["(一加强\n", "(二建设\n"]),
    one("shared-out", &["甲市、乙市各#家,"]),
    // Numbers that describe what a later one counts, and names behind words that lead them.
    one("attributes", &["推动#家企业产出成果"]),
    one("names-led", &["由区水利局会同区财政局向市政府报告"]),
    // Signs.
    one("round", &["("]),
    one("round-wide", &["（"]),
    one("round-close", &[")"]),
    one("round-nested", &["(市", "局)"]),
    one("tortoise", &["〔"]),
    one("tortoise-close", &["〕"]),
    one("square", &["["]),
    one("lens", &["【"]),
    one("lens-close", &["】"]),
    one("title-open", &["《"]),
    one("title-close", &["》"]),
    one("angle", &["〈"]),
    one("quote-open", &["“"]),
    one("quote-close", &["”"]),
    one("quotes", &["“一网通办”、"]),
    one("colons", &[":"]),
    one("colons-words", &["单位:"]),
    one("commas", &["、"]),
    one("stops", &["。"]),
    one("spaces", &[" "]),
    one("spaces-wide", &["加\u{3000}\u{3000}"]),
    one("spaces-between", &["加 "]),
    one("tabs", &["\t"]),
    one("line-ends", &["\n"]),
    one("line-ends-cr", &["\r"]),
    one("one-han", &["一"]),
    // Heads below a date that begin no notice.
    under("heads", "2025年3月18日\n", &["关于@工作的通知\n各县人民政府:\n"]),
    one("one-digit", &["1"]),
    one("dots", &["1."]),
    one("each", &["各"]),
    one("bureau", &["局"]),
    one("city", &["市"]),
    one("and", &["和市财政局"]),
    one("table-numbers", &["序号"]),
    one("lost", &["\u{FFFD}加强"]),
];
