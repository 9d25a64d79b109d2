//! Ruling lines that paths draw, and pages of short lines.

use super::{at, blocks, codes, file, object, page, read_bytes};
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;

/// A path with its corner at a place.
fn drawn(x: f64, y: f64, attributes: &str, data: &str) -> String {
    format!(
        "<ofd:PathObject Boundary=\"{x} {y} 160 160\" {attributes}><ofd:AbbreviatedData>{data}\
         </ofd:AbbreviatedData></ofd:PathObject>"
    )
}

/// The lines of two rows and three columns of 40 by 20 millimetres, in several ways.
fn grids() -> [String; 4] {
    let boxes = |attributes: &str, unit: f64| {
        let cell = |index: u32| {
            let (x, y) = (28.0 + 40.0 * f64::from(index % 3), 100.0 + 20.0 * f64::from(index / 3));
            let (right, bottom) = (40.0 / unit, 20.0 / unit);
            let data = format!("M 0 0 L {right} 0 L {right} {bottom} L 0 {bottom} C");
            drawn(x, y, attributes, &data)
        };
        (0..6).map(cell).collect::<String>()
    };
    let lines = |level: &str, upright: &str, attributes: &str| {
        let rows = (0..3).map(|n| drawn(28.0, 100.0 + 20.0 * f64::from(n), attributes, level));
        let columns = (0..4).map(|n| drawn(28.0 + 40.0 * f64::from(n), 100.0, attributes, upright));
        rows.chain(columns).collect::<String>()
    };
    [
        boxes("LineWidth=\"0.25\"", 1.0),
        boxes("CTM=\"0.5 0 0 0.5 0 0\"", 0.5),
        lines("M 0 0 L 120 0", "M 0 0 L 0 40", ""),
        lines(
            "M 0 0 L 120 0 L 120 0.3 L 0 0.3 C",
            "M 0 0 L 0.3 0 L 0.3 40 L 0 40 C",
            "Stroke=\"false\" Fill=\"true\"",
        ),
    ]
}

/// Cells of which two have two lines, drawn line by line.
fn cells() -> String {
    let place = |x: f64, y: f64, text: &str| object(x, y, 5.0, text);
    [
        place(30.0, 112.0, "序号"),
        place(70.0, 112.0, "任务"),
        place(110.0, 112.0, "责任单位"),
        place(70.0, 128.0, "清理河道整改"),
        place(110.0, 128.0, "市水利局、市"),
        place(30.0, 131.0, "1"),
        place(70.0, 135.0, "问题"),
        place(110.0, 135.0, "财政局"),
    ]
    .concat()
}

#[test]
fn ruled_cells_are_rows() {
    let rows = ["序号\t任务\t责任单位", "1\t清理河道整改问题\t市水利局、市财政局"];
    for grid in grids() {
        let objects = [grid.clone(), at(0.0, 80.0, "任务分工见下表。"), cells()];
        let (layer, diagnostics) = read_bytes(&file(&[page("", &objects)]));
        assert_eq!(blocks(&layer, BlockKind::Row { table: 0 }), rows, "{grid}");
        assert_eq!(blocks(&layer, BlockKind::Paragraph), ["任务分工见下表。"]);
        assert_eq!(diagnostics, []);
    }
}

#[test]
fn drawings_that_are_no_grid_make_no_rows() {
    for drawing in [
        drawn(20.0, 90.0, "", "M 0 0 L 140 0 L 140 60 L 0 60 C"),
        drawn(28.0, 118.0, "", "M 0 0 L 120 0"),
        grids()[0].replace("<ofd:PathObject", "<ofd:PathObject Stroke=\"false\""),
        grids()[0].replace("<ofd:PathObject", "<ofd:PathObject Visible=\"false\""),
        drawn(28.0, 100.0, "", "M 0 0 Q 9 9 120 0 B 1 1 2 2 9 40 L X A C L 1e99 0"),
    ] {
        let (layer, _) = read_bytes(&file(&[page("", &[drawing.clone(), cells()])]));
        assert_eq!(blocks(&layer, BlockKind::Row { table: 0 }), [""; 0], "{drawing}");
    }
}

#[test]
fn a_page_of_short_lines_has_the_margins_of_the_others() {
    let full = "各级各部门要提高认识，把防汛工作摆在突出位置，压实责";
    let long = page("", &[at(0.0, 50.0, full), at(0.0, 60.0, full), at(0.0, 70.0, full)]);
    let short = page(
        "",
        &[
            at(2.0, 50.0, "（一）清理城区的河道"),
            at(2.0, 60.0, "（二）疏通城区的管网"),
            at(0.0, 70.0, "三、清点物资"),
        ],
    );
    let (layer, _) = read_bytes(&file(&[long, short]));
    let found = blocks(&layer, BlockKind::Paragraph);
    assert_eq!(found[1..], ["（一）清理城区的河道", "（二）疏通城区的管网", "三、清点物资"]);
}

#[test]
fn many_lines_and_broken_paths_end_at_the_limits() {
    let comb: String = (0..1500)
        .map(|n| {
            let at = f64::from(n) * 0.1;
            drawn(20.0, 20.0 + at, "", "M 0 0 L 160 0")
                + &drawn(20.0 + at, 20.0, "", "M 0 0 L 0 160")
        })
        .collect();
    let (layer, diagnostics) = read_bytes(&file(&[page("", &[comb, cells()])]));
    assert_eq!(layer.text().matches('市').count(), 2);
    assert_eq!(diagnostics, []);
    let many = drawn(20.0, 20.0, "", &"M 0 0 L 9 0 ".repeat(20_000));
    let pages = vec![page("", &[many, cells()]); 28];
    let (layer, diagnostics) = read_bytes(&file(&pages));
    assert_eq!(codes(&diagnostics), [Code::LimitReached]);
    assert_eq!(layer.structure().pages.len(), 28);
    let good = file(&[page("", &[grids()[0].clone(), cells()])]);
    let mut seed = 9u32;
    for _ in 0..200 {
        let mut bad = good.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bad.len();
            bad[at] = (seed >> 24) as u8;
        }
        assert!(read_bytes(&bad).0.len() < 1000);
    }
}
