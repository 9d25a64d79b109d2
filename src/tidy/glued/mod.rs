//! Task tables whose cells and rows stand in one line with nothing between them:
//! `序号任务责任单位1清理台账市财政局2开展自查市水利局`.
//!
//! A head that names its columns, numbers that count up, names of bodies and times prove where a row and
//! its cells end. A row whose cells cannot be told apart becomes one in which no task is named, so that it
//! is reported. Nothing else is changed.

mod clean;
mod due;
mod head;
mod indicators;
mod layout;
mod open;
mod row;
mod rows;
mod units;

use crate::document::{Area, Block, BlockKind, Cell};
use crate::lexicon::Lexicon;
use clean::Clean;
use head::Names;
use layout::Layout;
use row::Piece;
use std::ops::Range;

/// The rows of such tables as blocks, among the blocks of the format. None where there are no such tables.
pub(super) fn blocks(lexicon: &Lexicon, raw: &str, stated: &[Block]) -> Option<Vec<Block>> {
    let mut table =
        stated.iter().filter_map(|block| block.kind.table()).max().map_or(0, |at| at + 1);
    let mut blocks = Vec::new();
    if stated.is_empty() {
        blocks.extend(rows_within(lexicon, raw, 0..raw.len(), &mut table));
    }
    let mut found = !blocks.is_empty();
    for block in stated {
        let rows = match block.kind {
            BlockKind::Paragraph => rows_within(lexicon, raw, block.range.clone(), &mut table),
            _ => Vec::new(),
        };
        found |= !rows.is_empty();
        blocks.extend(around(block, rows));
    }
    found.then_some(blocks)
}

/// True for names of bodies and nothing else.
pub(super) fn names_bodies(lexicon: &Lexicon, words: &str) -> bool {
    let clean = Clean::of(words, 0..words.len());
    units::start_of_list(lexicon, &clean.words.replace('\n', " ")) == Some(0)
}

/// A paragraph with rows in it: what stands before them, the rows, and what stands behind.
fn around(block: &Block, rows: Vec<Block>) -> Vec<Block> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return vec![block.clone()] };
    let (start, end) = (first.range.start, last.range.end);
    let before = Block::new(block.kind, block.range.start..start);
    let behind = Block::new(block.kind, end..block.range.end);
    let all = [before].into_iter().chain(rows).chain([behind]);
    all.filter(|block| !block.range.is_empty()).collect()
}

/// The rows of all such tables in a stretch of the raw text.
fn rows_within(lexicon: &Lexicon, raw: &str, within: Range<usize>, table: &mut u32) -> Vec<Block> {
    let Some(part) = raw.get(within.clone()) else { return Vec::new() };
    let starts = head::starts(lexicon, part);
    let Some(first) = starts.first() else { return Vec::new() };
    let clean = Clean::of(raw, within.start + first..within.end);
    let places = starts.iter().map(|start| clean.at(within.start + start));
    let mut heads: Vec<Names> = Vec::new();
    for at in places {
        if heads.last().is_none_or(|head| head.end() <= at) {
            heads.extend(head::at(lexicon, &clean.words, at));
        }
    }
    let mut blocks = Vec::new();
    for rows in indicators::find(lexicon, &clean.words) {
        blocks.extend(rows.iter().filter_map(|row| block(&clean, row, *table)));
        *table += 1;
    }
    for (index, names) in heads.iter().enumerate() {
        let end = heads.get(index + 1).map_or(clean.words.len(), Names::start);
        let rows = under(lexicon, &clean.words[..end], names);
        blocks.extend(rows.iter().filter_map(|row| block(&clean, row, *table)));
        *table += u32::from(!rows.is_empty());
    }
    in_order(blocks)
}

/// The rows as they stand, without those that another already holds.
fn in_order(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by_key(|block| block.range.start);
    let mut end = 0;
    blocks.retain(|block| {
        let is_free = block.range.start >= end;
        end = end.max(block.range.end);
        is_free
    });
    blocks
}

/// A head and the rows under it, where it is glued to them or its names to each other.
fn under(lexicon: &Lexicon, words: &str, names: &Names) -> Vec<Vec<Piece>> {
    let Some(line) = words.get(names.end()..) else { return Vec::new() };
    let is_in_line = line.trim_start_matches(' ').starts_with(|c: char| !c.is_whitespace());
    if !is_glued(names) && !is_in_line {
        return Vec::new();
    }
    let rows = rows::find(lexicon, words, &Layout::of(names), names.end());
    let cells = names.columns.iter().enumerate();
    let head = cells.map(|(column, (name, _))| Piece::new(name.clone(), column..column + 1));
    if rows.is_empty() { rows } else { [head.collect()].into_iter().chain(rows).collect() }
}

/// True where a name follows another at once.
fn is_glued(names: &Names) -> bool {
    names.columns.windows(2).any(|pair| pair[0].0.end == pair[1].0.start)
}

fn block(clean: &Clean, row: &[Piece], table: u32) -> Option<Block> {
    let cells: Vec<Cell> = row.iter().map(|piece| cell(clean, piece)).collect();
    let range = cells.first()?.range.start..cells.last()?.range.end;
    Some(Block { kind: BlockKind::Row { table }, range, cells })
}

fn cell(clean: &Clean, piece: &Piece) -> Cell {
    let (column, columns) = piece.area();
    let breaks = piece.breaks.iter().map(|at| clean.raw(&(*at..*at)).start).collect();
    Cell { range: clean.raw(&piece.range), area: Area { column, columns, rows: 1 }, breaks }
}

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::lexicon::Lexicon;

    /// The rows, their cells between bars, `*` behind a cell over several columns.
    fn rows(raw: &str) -> Vec<String> {
        let found = blocks(Lexicon::builtin(), raw, &[]).unwrap_or_default();
        let cells = found.iter().map(|block| {
            block.cells.iter().map(|cell| {
                let wide = if cell.area.columns > 1 { "*" } else { "" };
                format!("{}:{}{wide}", cell.area.column, &raw[cell.range.clone()])
            })
        });
        cells.map(|cells| cells.collect::<Vec<_>>().join("|")).collect()
    }

    const PARTED: &[(&str, &[&str])] = &[
        (
            "附件任务分工表序号改革举措主要内容责任单位1优化审批压减材料和时限。省水利厅、财政厅2建立容错机制省发改委、青禾市税务局",
            &[
                "0:1|1:优化审批压减材料和时限。*|3:省水利厅、财政厅",
                "0:2|1:建立容错机制*|3:省发改委、青禾市税务局",
            ],
        ),
        (
            "序号工作任务责任单位时间进度1清理台账。市水利局2027年6月底前出台办法2完善制度。市财政局市民政局、各区县持续实施3开展自查。市水利局持续实施相关附件:无",
            &[
                "0:1|1:清理台账。|2:市水利局|3:2027年6月底前出台办法",
                "0:2|1:完善制度。|2:市财政局市民政局、各区县|3:持续实施",
                "0:3|1:开展自查。|2:市水利局|3:持续实施",
            ],
        ),
        (
            "序号主要任务具体措施完成时限责任单位任务来源1建章立制1、成立专班3月区水利局区环土局1、区要点 2、制定方案6月区环土局 3、摸底12月区水利局青禾实验区2027年度责任书 4、总结12月区水利局注:第一个牵头",
            &[
                "0:1建章立制*",
                "2:1、成立专班|3:3月|4:区水利局区环土局|5:1、区要点",
                "2:2、制定方案|3:6月|4:区环土局",
                "2:3、摸底|3:12月|4:区水利局|5:青禾实验区2027年度责任书",
                "2:4、总结|3:12月|4:区水利局",
            ],
        ),
        (
            "序号主要指标2025年属性1达标率≥95%约束性265周岁及以上居民建档率80%预期性30—3岁儿童托位数(个)4.5预期性4设施应建尽建预期性",
            &[
                "0:1|1:达标率|2:≥95%|3:约束性",
                "0:2|1:65周岁及以上居民建档率|2:80%|3:预期性",
                "0:3|1:0—3岁儿童托位数(个)|2:4.5|3:预期性",
                "0:4|1:设施应建尽建|3:预期性",
            ],
        ),
        (
            "序号主要指标2020年2025年属性1.达标率(%)95约束性2.覆盖率80%90%约束性3.森林覆盖率(%)42.142.5约束性4绿地-60约束性",
            &[
                "0:1|1:达标率(%)95|4:约束性",
                "0:2|1:覆盖率|2:80%|3:90%|4:约束性",
                "0:3|1:森林覆盖率(%)42.142.5|4:约束性",
                "0:4|1:绿地|2:-|3:60|4:约束性",
            ],
        ),
        (
            "序号主要指标2025年属性1床位数(张)1200预期性2耕地(亩)120约束性3绿地(亩)60 4用水量(吨)12约束性4高铁(公里)3约束性",
            &[
                "0:1|1:床位数(张)|2:1200|3:预期性",
                "0:2|1:耕地(亩)|2:120|3:约束性",
                "0:3|1:绿地(亩)60 4用水量(吨)12|3:约束性",
                "0:4|1:高铁(公里)|2:3|3:约束性",
            ],
        ),
        (
            "序号项目编号任务责任单位1甲1清理台账。市水利局2甲2开展自查。市财政局",
            &["0:1|1:甲1清理台账。*|4:市水利局", "0:2|1:甲2开展自查。*|4:市财政局"],
        ),
        (
            "序号重点任务牵头单位配合单位完成时限1修建堤防,加固护岸市水利局市财政局6月底前2清淤市水利局青禾镇人民政府9月底前3组织开展植树造林市林业局市财政局长期坚持",
            &[
                "0:1|1:修建堤防,加固护岸|2:市水利局|3:市财政局|4:6月底前",
                "0:2|2:清淤市水利局青禾镇人民政府9月底前",
                "0:3|1:组织开展植树造林|2:市林业局|3:市财政局|4:长期坚持",
            ],
        ),
        // Something else stands behind the units.
        (
            "序号改革举措主要内容责任单位推广范围1优化审批压减材料。省水利厅、省财政厅全省2建立机制防范风险。省水利厅全省",
            &[
                "0:1|1:优化审批压减材料。*|3:省水利厅、省财政厅|4:全省",
                "0:2|1:建立机制防范风险。*|3:省水利厅|4:全省",
            ],
        ),
        (
            "序号 任务 牵头单位 配合单位 完成时限 1 清理台账 市水利局 市财政局、各区 6月底前 2 开展自查 市财政局 市水利局 9月 三、保障措施",
            &[
                "0:1|1:清理台账|2:市水利局|3:市财政局、各区|4:6月底前",
                "0:2|1:开展自查|2:市财政局|3:市水利局|4:9月",
            ],
        ),
        // What stands between the columns cannot be told.
        (
            "序号项目名称建设地址套数所在片区责任单位一、新建类1南苑小区河东10城东片区青禾市城建有限公司2北苑小区河西20城西片区青禾市水利局",
            &[
                "0:一、新建类*",
                "0:1|4:南苑小区河东10城东片区青禾市城建有限公司",
                "0:2|4:北苑小区河西20城西片区青禾市水利局",
            ],
        ),
        (
            "序号项目名称建设地址套数责任单位1南苑小区(河东)120市城建局2北苑小区(河西)80市水利局",
            &["0:1|1:南苑小区(河东)120*|3:市城建局", "0:2|1:北苑小区(河西)80*|3:市水利局"],
        ),
        // A body in each row is that of the column before the units.
        (
            "序号项目名称套数所属镇区责任单位1南苑小区10 区住建局市城建局2北苑小区20 区林业局市水利局",
            &["0:1|1:南苑小区10|2:区住建局|3:市城建局", "0:2|1:北苑小区20|2:区林业局|3:市水利局"],
        ),
        (
            "序号政策依据工作内容申报材料受理部门及联系方式责任部门 一、支持企业 11.税务公告; 2.财政公告 减税2份各主管税务机关 2条例缓缴1份各主管税务机关",
            &[
                "0:一、支持企业*",
                "0:1|5:1.税务公告; 2.财政公告 减税2份各主管税务机关",
                "0:2|5:条例缓缴1份各主管税务机关",
            ],
        ),
    ];

    #[test]
    fn numbers_units_and_times_part_the_cells() {
        for (raw, expected) in PARTED {
            assert_eq!(rows(raw).get(1..).unwrap_or_default(), *expected, "{raw}");
        }
    }

    #[test]
    fn texts_that_only_look_like_it_are_left_alone() {
        for raw in [
            "序号任务责任单位",
            "序号任务责任单位1清理台账市水利局",
            "序号姓名职务1张三局长2李四科长",
            "序号\n任务\n责任单位\n1\n清理台账\n市水利局\n2\n自查\n市财政局",
            "序号|任务|责任单位\n1|清理台账|市水利局\n2|自查|市财政局",
        ] {
            assert!(blocks(Lexicon::builtin(), raw, &[]).is_none(), "{raw}");
        }
    }
}
