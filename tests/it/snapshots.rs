//! A few records as a person would read them. Review with `cargo insta`, or set `INSTA_UPDATE=always`
//! and read the difference; never accept in bulk.

use crate::support::{dump::dump, record_of_file, root};

#[test]
fn records_of_the_corpus() {
    for name in ["06-street-alleys", "12-reply-zone", "15-bill-silver-economy.damaged"] {
        let record = record_of_file(&root().join(format!("corpus/{name}.txt")));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, dump(&record));
        });
    }
}
