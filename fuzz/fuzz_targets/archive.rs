//! ZIP, tar and gzip archives, changed as they lie there and member by member.
#![no_main]

use gongwen_formats::source::archive::{Limits, Member, unpack};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use std::collections::HashSet;

#[path = "packed.rs"]
mod packed;

const LIMITS: Limits =
    Limits { total: 16 << 20, member: 4 << 20, members: 1000, ratio: 200, depth: 4 };

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    packed::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (archive, into) = (folder.path().join("archive"), folder.path().join("into"));
    std::fs::create_dir(&into).expect("a folder can be made");
    std::fs::write(&archive, bytes).expect("a file can be written");
    let (mut names, mut total) = (HashSet::new(), 0);
    let unpacked = unpack(&LIMITS, &archive, &into, &mut |member: Member| {
        assert_eq!(member.file.parent(), Some(into.as_path()));
        let size = std::fs::metadata(&member.file).expect("a member is a file").len();
        assert_eq!(size, member.size);
        assert!(!member.name.split('/').any(|part| part == ".."), "{}", member.name);
        total += size;
        assert!(names.insert(member.name), "a name stands twice");
    });
    assert!(total <= LIMITS.total);
    assert!(unpacked.is_ok_and(|told| told.members == names.len() as u64) || names.is_empty());
});
