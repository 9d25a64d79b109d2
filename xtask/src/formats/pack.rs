//! Archives as they come out of old tools: names in GBK without a sign of it, an archive in another.

use anyhow::{Result, ensure};
use encoding_rs::GBK;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A ZIP whose bytes depend on its members alone.
pub(super) fn zip(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A ZIP whose names are GBK while nothing says so. The names are put in afterwards, in place of
/// names of ASCII that are as long, because no library writes such names.
pub(super) fn zip_with_gbk_names(members: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>> {
    let names: Vec<Vec<u8>> =
        members.iter().map(|(name, _)| GBK.encode(name).0.into_owned()).collect();
    let stand_in = |at: usize| format!("{at}{}", "~".repeat(names[at].len() - 1));
    let members: Vec<(String, Vec<u8>)> =
        members.into_iter().enumerate().map(|(at, (_, bytes))| (stand_in(at), bytes)).collect();
    let mut packed = zip(&members)?;
    for (at, name) in names.iter().enumerate() {
        let wanted = stand_in(at).into_bytes();
        let places: Vec<usize> = (0..packed.len().saturating_sub(wanted.len()))
            .filter(|place| packed[*place..].starts_with(&wanted))
            .collect();
        ensure!(places.len() == 2, "a name stands at {} places", places.len());
        for place in places {
            packed[place..place + name.len()].copy_from_slice(name);
        }
    }
    Ok(packed)
}

/// A gzipped tar.
pub(super) fn tgz(members: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut builder = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append_data(&mut header, name, *bytes)?;
    }
    Ok(builder.into_inner()?.finish()?)
}

#[cfg(test)]
mod tests {
    use super::{GBK, zip_with_gbk_names};
    use std::io::{Cursor, Read};

    #[test]
    fn names_are_gbk_and_nothing_says_so() {
        let members =
            vec![("公告.txt".to_owned(), b"1".to_vec()), ("名单.txt".to_owned(), b"2".to_vec())];
        let packed = zip_with_gbk_names(members).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut words = String::new();
        let mut file = archive.by_index(0).unwrap();
        assert_eq!(file.name_raw(), &*GBK.encode("公告.txt").0);
        assert!(std::str::from_utf8(file.name_raw()).is_err());
        file.read_to_string(&mut words).unwrap();
        assert_eq!(words, "1");
    }
}
