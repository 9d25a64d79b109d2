//! A worker, seen from the process that started it.

use super::ARGUMENT;
use super::wire::{self, Answer, Next, Request};
use gongwen_messages::message;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What a worker says when it has no memory left, as the standard library words it.
const NO_MEMORY: &str = "memory allocation of ";

/// How long an answer is waited for at a time.
const STEP: Duration = Duration::from_millis(500);

/// How much of its last words is kept, in bytes.
const LAST_WORDS: usize = 4096;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Death {
    /// Its time was over.
    Late,
    /// It had no memory left.
    OutOfMemory,
    /// Anything else, in words.
    Other(String),
}

/// A worker.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<ChildStdin>,
    answers: Receiver<io::Result<(Answer, Next)>>,
    words: Option<JoinHandle<Vec<u8>>>,
}

impl Process {
    /// Starts one.
    pub(super) fn start(program: &Path, memory: u64) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .arg(memory.to_string())
            // The allocator else takes a gigabyte of addresses at once, which counts as memory.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (input, output) = pipes.ok_or_else(|| io::Error::other(message!("worker.no-pipes")))?;
        // One answer at most is on its way.
        let (send, answers) = sync_channel(1);
        let listen = move || {
            let mut output = BufReader::new(output);
            while let Some(answer) = next_answer(&mut output) {
                if send.send(answer).is_err() {
                    return;
                }
            }
        };
        let words = child.stderr.take().map(|words| {
            // Nobody else reads them, and a worker must not wait until somebody does.
            thread::Builder::new().name("words".to_owned()).spawn(move || last_words(words))
        });
        let words = words.transpose()?;
        thread::Builder::new().name("worker".to_owned()).spawn(listen)?;
        Ok(Self { child, input: Some(input), answers, words })
    }

    /// The answer to a request, and what the worker does then.
    pub(super) fn ask(
        &mut self,
        request: &Request,
        time: Duration,
    ) -> Result<(Answer, Next), Death> {
        let sent = match &mut self.input {
            Some(input) => wire::send_request(request, input),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        if sent.is_err() {
            return Err(self.bury());
        }
        match self.wait(time) {
            Ok(Ok(answer)) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(Death::Late),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.bury()),
        }
    }

    /// The next answer. Time counts in short steps: a machine that slept meanwhile, or a program that
    /// was stopped, loses one of them and not all its time.
    fn wait(&self, time: Duration) -> Result<io::Result<(Answer, Next)>, RecvTimeoutError> {
        let mut left = time;
        loop {
            let step = left.min(STEP);
            match self.answers.recv_timeout(step) {
                Err(RecvTimeoutError::Timeout) if left > step => left -= step,
                waited => return waited,
            }
        }
    }

    /// Why it is dead.
    fn bury(&mut self) -> Death {
        drop(self.input.take());
        // It has closed its output, and ends as soon as its last words are said.
        let words = self.words.take().and_then(|words| words.join().ok()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words);
        let status = self.child.wait();
        if words.contains(NO_MEMORY) {
            return Death::OutOfMemory;
        }
        let how = status.map_or_else(|cause| cause.to_string(), described);
        let line = words.lines().map(str::trim).find(|line| !line.is_empty());
        Death::Other(line.map_or(how.clone(), |line| format!("{how}: {line}")))
    }
}

/// The last bytes that a worker says before it ends.
fn last_words(mut from: impl Read) -> Vec<u8> {
    let (mut kept, mut piece) = (Vec::new(), [0; LAST_WORDS]);
    while let Ok(read @ 1..) = from.read(&mut piece) {
        kept.extend_from_slice(&piece[..read]);
        let past = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..past);
    }
    kept
}

fn described(status: ExitStatus) -> String {
    status.to_string()
}

/// The next answer; none where the worker closed its output.
fn next_answer(output: &mut BufReader<ChildStdout>) -> Option<io::Result<(Answer, Next)>> {
    match wire::receive_answer(output) {
        Ok(answer) => answer.map(Ok),
        Err(cause) => Some(Err(cause)),
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.input.take());
        // An idle worker ends by itself; one whose time is over does not.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes bytes with their length before them.
pub(super) fn write_frame(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// Reads what [`write_frame`] wrote; none at the end of the stream. Memory is taken as bytes come, not
/// as many as are announced.
pub(super) fn read_frame(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read(&mut length)? {
        0 => return Ok(None),
        read => from.read_exact(&mut length[read..])?,
    }
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    let read = from.take(length).read_to_end(&mut bytes)?;
    if read as u64 == length { Ok(Some(bytes)) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::{LAST_WORDS, last_words, read_frame, write_frame};

    #[test]
    fn the_last_words_are_kept_however_many_there_are() {
        assert_eq!(last_words(&b"memory"[..]), b"memory");
        let long = [vec![b'x'; 100_000], b"the end".to_vec()].concat();
        let kept = last_words(&long[..]);
        assert_eq!(kept.len(), LAST_WORDS);
        assert!(kept.ends_with(b"xthe end"));
    }

    #[test]
    fn frames_come_back_and_a_part_of_one_is_an_error() {
        let mut bytes = Vec::new();
        write_frame("一".as_bytes(), &mut bytes).unwrap();
        write_frame(b"", &mut bytes).unwrap();
        let mut stream = &bytes[..];
        assert_eq!(read_frame(&mut stream).unwrap().unwrap(), "一".as_bytes());
        assert_eq!(read_frame(&mut stream).unwrap().unwrap(), b"");
        assert!(read_frame(&mut stream).unwrap().is_none());
        for end in 1..11 {
            assert!(read_frame(&mut &bytes[..end]).is_err(), "{end}");
        }
        let huge = [u64::MAX.to_le_bytes().as_slice(), b"x"].concat();
        assert!(read_frame(&mut &huge[..]).is_err());
    }
}
