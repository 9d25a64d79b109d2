//! A notice as a page of a government site.

use super::choice::{Choice, Editor, PageEncoding};
use super::notice::{Block, Notice, Paragraph, Role, Table};
use super::xml::escape;
use anyhow::{Result, ensure};

/// The bytes of the page.
pub(super) fn page(notice: &Notice) -> Result<Vec<u8>> {
    let html = html(notice);
    match notice.choice.page {
        PageEncoding::Utf8 => Ok(html.into_bytes()),
        PageEncoding::Gbk => {
            let (bytes, _, lossy) = encoding_rs::GBK.encode(&html);
            ensure!(!lossy, "{} is not to be written in GBK", notice.choice.name);
            Ok(bytes.into_owned())
        }
    }
}

fn html(notice: &Notice) -> String {
    let Choice { site, published, page, .. } = notice.choice;
    let title = escape(&notice.title());
    let head = head(&title, site, published, notice.signer(), *page);
    let header = notice.blocks.iter().find_map(|block| match block {
        Block::Header(rows) => Some(header_table(rows)),
        _ => None,
    });
    format!(
        "{head}\n<body>\n{TOP}<div class=\"logo\"><a href=\"/\"><img src=\"/images/logo.png\" alt=\"{site}\"></a></div>\n\
         {NAVIGATION}<div class=\"main\">\n{SHARE}{}<h1 class=\"title\">{title}</h1>\n\
         <div class=\"info\"><span>来源：{}</span><span>发布时间：{published}</span>\
         <span>浏览次数：<em id=\"hits\"></em></span><span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</span></div>\n\
         {}\n{TOOLS}</div>\n{}</body>\n</html>\n",
        header.unwrap_or_default(),
        notice.signer(),
        body(notice),
        footer(site),
    )
}

fn head(title: &str, site: &str, published: &str, source: &str, encoding: PageEncoding) -> String {
    let charset = match encoding {
        PageEncoding::Gbk => {
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">"
        }
        PageEncoding::Utf8 => "<meta charset=\"utf-8\">",
    };
    let metas = [
        ("SiteName", site),
        ("SiteIDCode", "0000000000"),
        ("ColumnName", "政策文件"),
        ("ColumnType", "政策文件"),
        ("ArticleTitle", title),
        ("PubDate", published),
        ("ContentSource", source),
        ("Author", ""),
    ];
    let metas: String = metas
        .iter()
        .map(|(name, content)| format!("<meta name=\"{name}\" content=\"{content}\">\n"))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n{charset}\n{metas}<title>{title}_政策文件_{site}</title>\n\
         <style>.TRS_Editor p{{line-height:2em}}</style>\n\
         <script>var hits = '<p>点击量</p>'; if (1 < 2 && window.share) {{ share(); }}</script>\n</head>"
    )
}

const TOP: &str = "<div class=\"top\"><a href=\"#\">无障碍浏览</a> | <a href=\"#\">长者模式</a> | <a href=\"/login\">登录</a></div>\n";

const NAVIGATION: &str = "<ul class=\"nav\"><li><a href=\"/\">网站首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li>\
    <li><a href=\"/bsfw/\">办事服务</a></li><li><a href=\"/hdjl/\">互动交流</a></li></ul>\n\
    <div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk/\">政务公开</a> &gt; <a href=\"/zwgk/zcwj/\">政策文件</a></div>\n";

const SHARE: &str =
    "<div class=\"share\">分享到：<a title=\"微信\"></a><a title=\"微博\"></a></div>\n";

const TOOLS: &str = "<div class=\"tools\"><a href=\"javascript:window.print()\">【打印】</a> <a href=\"javascript:window.close()\">【关闭】</a></div>\n\
    <div class=\"qr\"><img src=\"qr.png\" alt=\"\"><p>扫一扫在手机打开当前页</p></div>\n\
    <div class=\"related\"><h3>相关链接</h3><ul><li><a href=\"a.html\">政策解读：一图读懂</a></li><li><a href=\"b.html\">视频解读</a></li></ul></div>\n\
    <p>上一篇：<a href=\"c.html\">公示公告</a></p><p>下一篇：没有了</p>\n";

fn footer(site: &str) -> String {
    format!(
        "<div class=\"footer\"><p><a href=\"/map\">网站地图</a> | <a href=\"/about\">关于我们</a> | <a href=\"/contact\">联系我们</a></p>\
         <p>主办单位：{site}办公室</p><p>网站标识码：0000000000</p><p>版权所有 &copy; {site}</p></div>\n"
    )
}

/// The label table above the text: two labels a row.
fn header_table(rows: &[Vec<(String, String)>]) -> String {
    let pairs: Vec<&(String, String)> = rows.iter().flatten().collect();
    let mut out = String::from("<table class=\"xxgk\" width=\"100%\"><tbody>\n");
    for row in pairs.chunks(2) {
        out.push_str("<tr>");
        for (label, value) in row {
            out.push_str(&format!(
                "<td class=\"label\"><b>{}</b></td><td>{}</td>",
                words(label),
                words(value)
            ));
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table>\n"
}

fn body(notice: &Notice) -> String {
    let editor = notice.choice.editor;
    let mut out = String::from(match editor {
        Editor::Breaks => "<div class=\"content\" id=\"zoom\">",
        Editor::Paragraphs | Editor::Pasted => "<div class=\"TRS_Editor\">",
    });
    // The heading of the page is the title; what was pasted brings its title along.
    let mut above = editor != Editor::Pasted;
    for block in &notice.blocks {
        match block {
            Block::Header(_) => {}
            Block::Table(table) => out.push_str(&task_table(table)),
            Block::Paragraph(paragraph) if paragraph.role == Role::Title && above => {}
            Block::Paragraph(one) => {
                above = false;
                out.push_str(&paragraph(one, editor));
            }
        }
    }
    out + "</div>"
}

fn paragraph(paragraph: &Paragraph, editor: Editor) -> String {
    let line = words(&paragraph.line());
    let place = match paragraph.role {
        Role::Title => "center",
        Role::Note if paragraph.text.ends_with('号') => "center",
        Role::Signature => "right",
        _ => "justify",
    };
    let indented = place == "justify" && matches!(paragraph.role, Role::Body | Role::Note);
    match editor {
        Editor::Paragraphs => {
            let indent = if indented { "&emsp;&emsp;" } else { "" };
            let line =
                if paragraph.is_heading() { format!("<strong>{line}</strong>") } else { line };
            format!("<p style=\"text-align: {place};\">{indent}{line}</p>\n")
        }
        Editor::Pasted => pasted(&line, place, if indented { "text-indent:32.0pt;" } else { "" }),
        Editor::Breaks if place == "center" => format!("<div align=\"center\">{line}</div>\n"),
        Editor::Breaks if place == "right" => format!("<div align=\"right\">{line}</div>\n"),
        Editor::Breaks => format!("{}{line}<br>\n", if indented { "　　" } else { "" }),
    }
}

/// Digits in spans of their own, as they come out of a word processor.
fn pasted(line: &str, place: &str, indent: &str) -> String {
    let mut out = format!(
        "<p class=\"MsoNormal\" style=\"text-align:{place};{indent}line-height:28.0pt\">\
         <span style=\"font-size:16.0pt;font-family:仿宋_GB2312\">"
    );
    let mut in_digits = false;
    for c in line.chars() {
        if c.is_ascii_digit() != in_digits {
            in_digits = !in_digits;
            out.push_str(if in_digits { "<span lang=\"EN-US\">" } else { "</span>" });
        }
        out.push(c);
    }
    out.push_str(if in_digits { "</span>" } else { "" });
    out + "<o:p></o:p></span></p>\n"
}

fn task_table(table: &Table) -> String {
    let mut out = String::from("<table border=\"1\" cellspacing=\"0\"><tbody>\n");
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let span = match table.span(at, column) {
                0 => continue,
                1 => String::new(),
                rows => format!(" rowspan=\"{rows}\""),
            };
            out.push_str(&format!("<td{span}><p>{}</p></td>", words(cell)));
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table>\n"
}

/// Words in HTML, which folds spaces unless they are hard.
fn words(text: &str) -> String {
    escape(text).replace("  ", "&nbsp;&nbsp;")
}
