//! Processes documents on threads: each is read, its notices are found and processed, and the results are
//! returned in the order of the documents.
//!
//! Every command that reads many documents uses it. The command defines its documents and the processing
//! ([`Work`]) and takes the results block by block ([`Running::run`]). The engine reads a few blocks ahead within
//! the memory budget, enforces the time limit of each document, keeps a failure to its document, and returns
//! the same results for any number of threads.

use super::guard::guarded;
use super::pool::{Lost, Pool, Terms};
use super::reading::{BUDGET, Mentions, Reading};
use gongwen::Extraction;
use gongwen::diagnostic::Code;
use gongwen::document::{Document, TextLayer};
use gongwen::emit::{Record, json};
use gongwen::lexicon::Lexicon;
use gongwen_formats::Encoding;
use gongwen_formats::source::{Error, Source};
use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

/// What makes notices of a text.
pub type Extract = fn(&Lexicon, &TextLayer) -> Vec<Extraction>;

/// What all documents share.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The words. A thread that hangs may outlive the work; so do they.
    pub lexicon: &'static Lexicon,
    /// How files are read.
    pub reading: Reading,
    /// Documents that are worked on at once.
    pub threads: usize,
    /// What makes notices; it may panic.
    pub extract: Extract,
}

/// What is made of documents.
pub trait Work: Send + Sync + 'static {
    /// A document to be read.
    type Job: Send + Sync + 'static;
    /// What is made of it.
    type Made: Send + 'static;

    /// What the document may take while it is read, in bytes; see [`cost`](super::cost).
    fn cost(&self, job: &Self::Job) -> u64;

    /// Reads the document and makes something of it, on one of the threads.
    fn make(&self, job: &Self::Job, engine: &Engine) -> Self::Made;

    /// What stands for a document that was given up.
    fn lost(&self, job: &Self::Job, lost: &Lost) -> Self::Made;

    /// Bytes that something takes until it is taken.
    fn weight(made: &Self::Made) -> u64;
}

/// Bytes of JSON that a character of a notice full of clauses makes. What is not written to takes no
/// memory, and what grows is copied.
const JSON_OF_A_CHARACTER: usize = 21;

/// A document that was read, and the notices in it.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The document.
    pub document: Document,
    /// The notices in their order: one as a rule.
    pub notices: Vec<Extraction>,
}

impl Extracted {
    /// The records of the notices.
    pub fn records(&self, lexicon: &Lexicon) -> impl Iterator<Item = Record<'_>> {
        let notices = self.notices.iter().enumerate();
        notices.map(|(at, notice)| Record::nth(&self.document, notice, at, lexicon))
    }

    /// The record of one of the notices, counted from 0, as a line of JSON.
    ///
    /// # Errors
    /// Writing to memory does not fail.
    pub fn json_line(&self, lexicon: &Lexicon, at: usize) -> io::Result<Vec<u8>> {
        let Some(notice) = self.notices.get(at) else { return Ok(Vec::new()) };
        let segments = notice.notice.segments.iter();
        let chars: usize = segments.map(|segment| segment.span.len() as usize).sum();
        let mut bytes = Vec::with_capacity(chars * JSON_OF_A_CHARACTER);
        json::write_notice(&self.document, notice, at, lexicon, &mut bytes)?;
        Ok(bytes)
    }

    /// What the program said where it failed on the document.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        let mut diagnostics = self.notices.iter().flat_map(|found| &found.notice.diagnostics);
        let failure = diagnostics.find(|diagnostic| diagnostic.code == Code::InternalError)?;
        Some(&failure.message)
    }
}

impl Engine {
    /// Finds notices by [`gongwen::extract_all`].
    #[must_use]
    pub fn new(lexicon: &'static Lexicon, reading: Reading, threads: usize) -> Self {
        Self { lexicon, reading, threads, extract: gongwen::extract_all }
    }

    /// Reads a document and finds its notices.
    ///
    /// # Errors
    /// Where it costs more than it may. A file that cannot be understood is no error but a document
    /// that says so, and a failure of the program is a diagnostic of the notice.
    pub fn read(&self, source: Source) -> Result<Extracted, Error> {
        self.read_as(source, self.reading.encoding)
    }

    /// [`Engine::read`], with another stated encoding.
    ///
    /// # Errors
    /// As there.
    pub fn read_as(
        &self,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Result<Extracted, Error> {
        let document = self.reading.read_as(source, stated)?;
        let notices = self.extract(&document.layer);
        Ok(Extracted { document, notices })
    }

    /// The notices in a text. Where the program fails, one that is empty and says so.
    #[must_use]
    pub fn extract(&self, layer: &TextLayer) -> Vec<Extraction> {
        let mut found = guarded(layer, || (self.extract)(self.lexicon, layer))
            .unwrap_or_else(|failed| vec![*failed]);
        if self.reading.mentions == Mentions::LeftOut {
            found.iter_mut().for_each(|found| found.notice.mentions.clear());
        }
        found
    }

    /// Starts the threads.
    ///
    /// # Errors
    /// Where none can be started.
    pub fn start<W: Work>(&self, work: W) -> io::Result<Running<W>> {
        let max_time = self.reading.limits.max_time();
        let terms = Terms { threads: self.threads, budget: BUDGET, max_time };
        let (engine, work) = (self.clone(), Arc::new(work));
        let own = Arc::clone(&work);
        let pool = Pool::new(terms, move |job: &W::Job| own.make(job, &engine), W::weight)?;
        Ok(Running { pool, work })
    }
}

/// Threads that work on documents.
pub struct Running<W: Work> {
    pool: Pool<W::Job, W::Made>,
    work: Arc<W>,
}

impl<W: Work> std::fmt::Debug for Running<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("pool", &self.pool).finish_non_exhaustive()
    }
}

impl<W: Work> Running<W> {
    /// Works on blocks of documents and hands over what was made of each, block by block, in order.
    /// `ahead` blocks are with the threads while one is handed over. Before a failure to come by the
    /// next block is reported, those before it are handed over.
    ///
    /// # Errors
    /// Those of `blocks` and `take`; the rest is left.
    pub fn run<E>(
        mut self,
        ahead: usize,
        blocks: impl IntoIterator<Item = Result<Vec<W::Job>, E>>,
        mut take: impl FnMut(&mut Made<'_, W>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut blocks = blocks.into_iter().fuse();
        let (mut lens, mut failed) = (VecDeque::new(), None);
        loop {
            while lens.len() < ahead
                && failed.is_none()
                && let Some(block) = blocks.next()
            {
                match block {
                    Ok(jobs) => lens.push_back(self.push(jobs)),
                    Err(error) => failed = Some(error),
                }
            }
            let Some(left) = lens.pop_front() else { return failed.map_or(Ok(()), Err) };
            let mut made = Made { running: &mut self, left };
            take(&mut made)?;
            made.for_each(drop);
        }
    }

    /// [`Running::run`] for a single document.
    pub fn run_one(mut self, job: W::Job) -> Option<W::Made> {
        let left = self.push(vec![job]);
        Made { running: &mut self, left }.next().map(|(_, made)| made)
    }

    fn push(&mut self, jobs: Vec<W::Job>) -> usize {
        let len = jobs.len();
        for job in jobs {
            let cost = self.work.cost(&job);
            self.pool.push(job, cost);
        }
        len
    }
}

/// What was made of the documents of a block, in order; each is waited for.
#[derive(Debug)]
pub struct Made<'r, W: Work> {
    running: &'r mut Running<W>,
    left: usize,
}

impl<W: Work> Iterator for Made<'_, W> {
    type Item = (Arc<W::Job>, W::Made);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let (job, made) = self.running.pool.take()?;
        let made = made.unwrap_or_else(|lost| self.running.work.lost(&job, &lost));
        Some((job, made))
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, Work};
    use crate::{Lost, Reading};
    use gongwen::lexicon::Lexicon;
    use std::convert::Infallible;

    struct Doubled;

    impl Work for Doubled {
        type Job = u64;
        type Made = Option<u64>;

        fn cost(&self, job: &u64) -> u64 {
            *job
        }

        fn make(&self, job: &u64, _: &Engine) -> Option<u64> {
            assert!(job % 10 != 5, "as it was told");
            Some(job * 2)
        }

        fn lost(&self, _: &u64, _: &Lost) -> Option<u64> {
            None
        }

        fn weight(_: &Option<u64>) -> u64 {
            8
        }
    }

    fn engine(threads: usize) -> Engine {
        Engine::new(Lexicon::builtin(), Reading::default(), threads)
    }

    #[test]
    fn blocks_come_whole_and_in_order_however_much_of_them_is_taken() {
        for (threads, ahead) in [(1, 1), (3, 1), (3, 5)] {
            let blocks = (0..50).map(|block| Ok((block * 7..block * 7 + block % 7).collect()));
            let mut number = 0;
            let taken = engine(threads).start(Doubled).unwrap().run(ahead, blocks, |made| {
                let len = usize::try_from(number % 7 / 2).unwrap();
                for (at, (job, made)) in (number * 7..).zip(made.take(len)) {
                    assert_eq!((*job, made), (at, (at % 10 != 5).then_some(at * 2)));
                }
                number += 1;
                Ok::<(), Infallible>(())
            });
            assert_eq!((taken, number), (Ok(()), 50));
        }
    }

    #[test]
    fn what_comes_before_a_failure_is_handed_over() {
        let blocks = [Ok(vec![1]), Ok(vec![2]), Err("gone"), Ok(vec![3])];
        let mut taken = Vec::new();
        let ended = engine(2).start(Doubled).unwrap().run(9, blocks, |made| {
            taken.extend(made.filter_map(|(_, made)| made));
            Ok(())
        });
        assert_eq!((ended, taken), (Err("gone"), vec![2, 4]));
        assert_eq!(engine(1).start(Doubled).unwrap().run_one(15), Some(None));
    }
}
