//! Archives made in memory, unpacked into a folder of their own.

use super::{Limits, Member, ProblemKind, Unpacked, unpack};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

type Got = (Vec<(String, Vec<u8>)>, Unpacked);

fn unpacked(limits: &Limits, name: &str, bytes: &[u8]) -> Got {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join(name);
    let into = folder.path().join("into");
    std::fs::create_dir(&into).unwrap();
    std::fs::write(&archive, bytes).unwrap();
    let mut members = Vec::new();
    let mut take = |member: Member| {
        assert_eq!(member.file.parent(), Some(into.as_path()));
        let bytes = std::fs::read(&member.file).unwrap();
        assert_eq!(bytes.len() as u64, member.size);
        members.push((member.name, bytes));
    };
    let told = unpack(limits, &archive, &into, &mut take).unwrap();
    // Nothing is left beside the members, inside the folder or outside.
    assert_eq!(std::fs::read_dir(&into).unwrap().count(), members.len());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    (members, told)
}

fn names(got: &Got) -> Vec<&str> {
    got.0.iter().map(|(name, _)| name.as_str()).collect()
}

fn kinds(got: &Got) -> Vec<(&str, ProblemKind)> {
    got.1.problems.iter().map(|problem| (problem.name.as_str(), problem.kind)).collect()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Names that the writer refuses: written with others of the same length, which are then replaced.
fn renamed(mut zip: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let finds: Vec<usize> = memchr::memmem::find_iter(&zip, from).collect();
    assert_eq!(finds.len() % 2, 0);
    for at in finds {
        zip[at..at + to.len()].copy_from_slice(to);
    }
    zip
}

fn tarred(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, bytes) in members {
        let mut header = tar::Header::new_ustar();
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name);
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        tar.extend_from_slice(header.as_bytes());
        tar.extend_from_slice(bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.resize(tar.len() + 1024, 0);
    tar
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

#[test]
fn members_come_in_the_order_of_their_names_and_what_is_no_notice_is_counted() {
    let zip = zipped(&[
        ("乙/2.txt", b"two"),
        ("__MACOSX/._1.txt", b"x"),
        ("甲/1.txt", b"one"),
        ("乙/.DS_Store", b"x"),
        ("0.txt", b""),
    ]);
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["0.txt", "乙/2.txt", "甲/1.txt"]);
    assert_eq!(got.0[2].1, b"one");
    assert_eq!((got.1.members, got.1.problems.len()), (3, 0));
    assert_eq!(got.1.skipped.message().to_string(), "2 files skipped: 2 hidden");
}

#[test]
fn names_in_gbk_are_read() {
    let gbk = encoding_rs::GBK.encode("通知/关于.txt").0.into_owned();
    let stand_in = "x".repeat(gbk.len());
    let zip = renamed(zipped(&[(&stand_in, b"text")]), stand_in.as_bytes(), &gbk);
    assert_eq!(names(&unpacked(&Limits::default(), "a.zip", &zip)), ["通知/关于.txt"]);
    let tar = tarred(&[(&gbk, b"text")]);
    assert_eq!(names(&unpacked(&Limits::default(), "a.tar", &tar)), ["通知/关于.txt"]);
}

#[test]
fn paths_do_not_leave_the_folder_and_equal_names_are_both_kept() {
    let zip = zipped(&[("aaaaaaetc/p.txt", b"1"), ("etc/p.txt", b"2"), ("etc/x.txt", b"3")]);
    let zip = renamed(zip, b"aaaaaaetc/p.txt", b"../../etc/p.txt");
    let zip = renamed(zip, b"etc/x.txt", b"etc/p.txt");
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["etc/p.txt", "etc/p~2.txt", "etc/p~3.txt"]);
    assert_eq!(got.0.iter().map(|(_, bytes)| bytes[0]).collect::<Vec<_>>(), b"123");
    let tar = tarred(&[(b"/etc/p.txt", b"1"), (b"C:\\x.txt", b"2"), (b"x.txt", b"3")]);
    let got = unpacked(&Limits::default(), "a.tar", &tar);
    assert_eq!(names(&got), ["etc/p.txt", "x.txt", "x~2.txt"]);
}

#[test]
fn archives_inside_archives_are_unpacked_and_office_files_are_not() {
    let docx = zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]);
    let inner = zipped(&[("目录/x.docx", &docx)]);
    let tgz = gzipped(&tarred(&[(b"b/y.txt", b"y"), (b"z.txt.gz", &gzipped(b"z"))]));
    let zip = zipped(&[("inner.zip", &inner), ("t.tgz", &tgz), ("n.txt.gz", &gzipped(b"n"))]);
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["inner.zip/目录/x.docx", "n.txt", "t.tgz/b/y.txt", "t.tgz/z.txt"]);
    assert_eq!(got.0[0].1, docx);
    assert!(got.1.problems.is_empty());
    let got = unpacked(&Limits::default(), "notice.txt.gz", &gzipped(b"text"));
    assert_eq!(got.0, [("notice.txt".to_owned(), b"text".to_vec())]);
}

#[test]
fn members_with_other_endings_are_counted_and_not_unpacked() {
    let members: &[(&str, &[u8])] = &[
        ("a/font.ttf", b"\0\x01\0\0\0"),
        ("a/x.EXE", b"MZ"),
        ("inner.zip", &zipped(&[("x.css", b"p {}"), ("y.txt", b"y")])),
        ("noext", b"x"),
        ("通知.txt", b"text"),
        ("日志.sqlite.gz", &gzipped(b"x")),
    ];
    let tar: Vec<(&[u8], &[u8])> =
        members.iter().map(|(name, bytes)| (name.as_bytes(), *bytes)).collect();
    let zip = zipped(members);
    let directory = memchr::memmem::rfind(&zip, b"noext").map(|at| at - 46).unwrap();
    for (name, bytes) in
        [("a.zip", &zip[..]), ("a.tar", &tarred(&tar)), ("a.zip", &zip[..directory])]
    {
        let got = unpacked(&Limits::default(), name, bytes);
        assert_eq!(names(&got), ["inner.zip/y.txt", "通知.txt"], "{name}");
        let told = "5 files skipped: 1 .css, 1 .exe, 1 .sqlite, 1 .ttf, 1 without extension";
        assert_eq!(got.1.skipped.message().to_string(), told);
    }
}

#[test]
fn gzip_is_read_piece_by_piece_and_what_stands_behind_is_told() {
    let two = [gzipped("关于".as_bytes()), gzipped("工作".as_bytes())].concat();
    let read = |bytes: &[u8]| unpacked(&Limits::default(), "n.txt.gz", bytes);
    let text = "关于工作".as_bytes();
    for behind in [&b""[..], &[0; 1000], b"garbage", &[0x1F, 0x8C]] {
        let got = read(&[&two, behind].concat());
        assert_eq!(got.0, [("n.txt".to_owned(), text.to_vec())], "{behind:?}");
        let told = behind.iter().any(|byte| *byte != 0);
        let expected = [("n.txt.gz", ProblemKind::Trailing)];
        assert_eq!(kinds(&got), if told { &expected[..] } else { &[] }, "{behind:?}");
    }
    // A piece that is cut is damage and no stranger.
    assert_eq!(kinds(&read(&two[..two.len() - 4])), [("n.txt", ProblemKind::Damaged)]);
    let tgz = [gzipped(&tarred(&[(b"a.txt", b"a")])), b"garbage".to_vec()].concat();
    let got = unpacked(&Limits::default(), "a.tgz", &tgz);
    assert_eq!((names(&got), kinds(&got)), (vec!["a.txt"], vec![("a.tgz", ProblemKind::Trailing)]));
}

#[test]
fn a_damaged_office_file_is_one_file() {
    let long: Vec<u8> = (0..5000u32).flat_map(|n| (n * n).to_le_bytes()).collect();
    let xlsx = zipped(&[("docProps/app.xml", b"<x/>"), ("xl/styles.xml", &long)]);
    let cut = &xlsx[..xlsx.len() / 2];
    let members: &[(&str, &[u8])] =
        &[("a.xlsx", cut), ("b.docx", &xlsx[..20]), ("c.zip", &xlsx[..20])];
    let got = unpacked(&Limits::default(), "a.zip", &zipped(members));
    assert_eq!(names(&got), ["a.xlsx", "b.docx"]);
    assert_eq!(kinds(&got), [("c.zip", ProblemKind::Damaged)]);
}

#[test]
fn depth_ends() {
    let mut zip = zipped(&[("x.txt", b"x")]);
    for _ in 0..4 {
        zip = zipped(&[("i.zip", &zip)]);
    }
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["i.zip/i.zip/i.zip/i.zip/x.txt"]);
    let got = unpacked(&Limits::default(), "a.zip", &zipped(&[("i.zip", &zip), ("y.txt", b"y")]));
    assert_eq!(names(&got), ["y.txt"]);
    assert_eq!(kinds(&got), [("i.zip/i.zip/i.zip/i.zip/i.zip", ProblemKind::TooDeep)]);
}

#[test]
fn limits_are_told_and_the_rest_goes_on() {
    let bomb = vec![0; 17 << 20];
    let tight = Limits { member: 1000, ..Limits::default() };
    let zip = zipped(&[("a.txt", &bomb), ("b.txt", b"b")]);
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!((names(&got), kinds(&got)), (vec!["b.txt"], vec![("a.txt", ProblemKind::Bomb)]));
    let got = unpacked(&tight, "a.zip", &zip);
    assert_eq!((names(&got), kinds(&got)), (vec!["b.txt"], vec![("a.txt", ProblemKind::TooLarge)]));
    let tar = tarred(&[(b"a.txt", &bomb[..5000]), (b"b.txt", b"b")]);
    let got = unpacked(&tight, "a.tar", &tar);
    assert_eq!((names(&got), kinds(&got)), (vec!["b.txt"], vec![("a.txt", ProblemKind::TooLarge)]));
    let got = unpacked(&Limits::default(), "a.gz", &gzipped(&bomb));
    assert_eq!(kinds(&got), [("a", ProblemKind::Bomb)]);

    let zip = zipped(&[("a.txt", b"123456"), ("b.txt", b"123456"), ("c.txt", b"1")]);
    let got = unpacked(&Limits { total: 8, ..Limits::default() }, "a.zip", &zip);
    assert_eq!(names(&got), ["a.txt"]);
    assert_eq!(got.1.problems[0].kind, ProblemKind::TotalReached);
    let got = unpacked(&Limits { members: 2, ..Limits::default() }, "a.zip", &zip);
    assert_eq!(names(&got), ["a.txt", "b.txt"]);
    assert_eq!(kinds(&got), [("a.zip", ProblemKind::TooMany)]);
}

#[test]
fn an_archive_inside_may_be_larger_than_a_file() {
    let tight = Limits { member: 300, ..Limits::default() };
    let texts: Vec<(String, Vec<u8>)> =
        (0..20).map(|number| (format!("{number:02}.txt"), b"text".to_vec())).collect();
    let members: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let inner = zipped(&members);
    assert!(inner.len() > 300);
    let outer = zipped(&[("in.zip", &inner), ("no.zip", &[b'x'; 301]), ("z.txt", &[b'x'; 301])]);
    let got = unpacked(&tight, "a.zip", &outer);
    assert_eq!((got.0.len(), names(&got)[0]), (20, "in.zip/00.txt"));
    let large = ProblemKind::TooLarge;
    assert_eq!(kinds(&got), [("no.zip", large), ("z.txt", large)]);
    let message = got.1.problems[0].message.to_string();
    assert!(message.ends_with("300 bytes when unpacked; raise --max-bytes, or split it"));
    let outer = tarred(&[(b"in.zip", &inner), (b"z.txt", &[b'x'; 301])]);
    let got = unpacked(&tight, "a.tar", &outer);
    assert_eq!((got.0.len(), kinds(&got)), (20, vec![("z.txt", large)]));
}

#[test]
fn encrypted_members_are_named() {
    let mut zip = zipped(&[("a.txt", b"secret"), ("b.txt", b"b")]);
    let entry = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap();
    zip[6] |= 1;
    zip[entry + 8] |= 1;
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["b.txt"]);
    assert_eq!(kinds(&got), [("a.txt", ProblemKind::Encrypted)]);
}

#[test]
fn members_before_the_damage_are_kept() {
    let long: Vec<u8> = (0..20_000u32).flat_map(|n| (n * n).to_le_bytes()).collect();
    let members: [(&str, &[u8]); 3] = [("a.txt", b"aaaaaaaa"), ("b.txt", b"b"), ("c.txt", &long)];
    let zip = zipped(&members);
    let got = unpacked(&Limits::default(), "a.zip", &zip[..zip.len() / 2]);
    assert_eq!(names(&got), ["a.txt", "b.txt"]);
    assert_eq!(kinds(&got), [("a.zip", ProblemKind::Damaged), ("c.txt", ProblemKind::Damaged)]);
    let tar = tarred(&members.map(|(name, bytes)| (name.as_bytes(), bytes)));
    for (name, bytes) in [("a.tar", tar.clone()), ("a.tgz", gzipped(&tar))] {
        let got = unpacked(&Limits::default(), name, &bytes[..bytes.len() / 2]);
        assert_eq!(names(&got), ["a.txt", "b.txt"]);
        assert_eq!(got.1.problems.len(), 1, "{:?}", got.1.problems);
    }
    let mut zip = zip;
    let packed = 30 + "a.txt".len();
    zip[packed] ^= 0x55;
    let got = unpacked(&Limits::default(), "a.zip", &zip);
    assert_eq!(names(&got), ["b.txt", "c.txt"]);
    assert_eq!(kinds(&got), [("a.txt", ProblemKind::Damaged)]);
}

#[test]
fn members_with_sizes_behind_them_are_salvaged() {
    let options = SimpleFileOptions::default();
    let mut zip = ZipWriter::new_stream(Vec::new());
    for name in ["a.txt", "b.txt"] {
        zip.start_file(name, options).unwrap();
        zip.write_all(name.repeat(50).as_bytes()).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    let directory = memchr::memmem::find(&zip, b"PK\x01\x02").unwrap();
    let got = unpacked(&Limits::default(), "a.zip", &zip[..directory]);
    assert_eq!(names(&got), ["a.txt", "b.txt"]);
    assert_eq!(kinds(&got), [("a.zip", ProblemKind::Damaged)]);
}

#[test]
fn long_names_and_links_of_tar() {
    let mut tar = tar::Builder::new(Vec::new());
    let long = format!("{}/通知.txt", "很长的目录".repeat(30));
    let mut header = tar::Header::new_gnu();
    header.set_size(1);
    tar.append_data(&mut header, &long, &b"x"[..]).unwrap();
    header.set_size(0);
    header.set_entry_type(tar::EntryType::Symlink);
    tar.append_link(&mut header, "link.txt", "/etc/passwd").unwrap();
    tar.append_pax_extensions([("path", "通知二.txt".as_bytes())]).unwrap();
    header.set_size(1);
    header.set_entry_type(tar::EntryType::Regular);
    tar.append_data(&mut header, "short.txt", &b"y"[..]).unwrap();
    let got = unpacked(&Limits::default(), "a.tar", &tar.into_inner().unwrap());
    assert_eq!(names(&got), [long.as_str(), "通知二.txt"]);
    assert_eq!(got.1.skipped.message().to_string(), "1 file skipped: 1 special");
}

#[test]
fn hostile_bytes_are_told_and_no_panic() {
    let docx = zipped(&[("word/document.xml", b"<x/>")]);
    let zip =
        zipped(&[("a.txt", &[7; 300]), ("i.zip", &zipped(&[("x.txt", b"x")])), ("d.docx", &docx)]);
    let tar = tarred(&[(b"a.txt", &[7; 300]), (b"z.gz", &gzipped(b"z"))]);
    let limits = Limits { total: 1 << 20, ..Limits::default() };
    let mut seed = 1u32;
    for good in [zip.clone(), tar.clone(), gzipped(&tar)] {
        for round in 0..60 {
            let mut bad = good.clone();
            for _ in 0..1 + round % 4 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = seed as usize % (bad.len() - 4) + 4;
                bad[at] = (seed >> 24) as u8;
            }
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("a");
            std::fs::write(&file, &bad[..bad.len() - (round * 7) % (bad.len() / 2)]).unwrap();
            // Any answer will do.
            let mut count = 0;
            if let Ok(told) = unpack(&limits, &file, folder.path(), &mut |_| count += 1) {
                assert_eq!(told.members, count);
            }
        }
    }
}

#[test]
fn a_notice_is_no_archive() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    std::fs::write(&file, zipped(&[("word/document.xml", b"<x/>")])).unwrap();
    let error = unpack(&Limits::default(), &file, folder.path(), &mut |_| ()).unwrap_err();
    assert!(error.to_string().contains("DOCX"), "{error}");
}
