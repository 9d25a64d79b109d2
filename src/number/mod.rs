//! Numbers with their measures: from words to exact decimals.
