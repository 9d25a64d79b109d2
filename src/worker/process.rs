//! A worker, seen from the process that started it.

use super::ARGUMENT;
use super::wire::{self, Answer, Next, Request};
use std::io::{self, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// What a worker says when it has no memory left, as the standard library words it.
const NO_MEMORY: &str = "memory allocation of ";

/// How much of its last words is listened to.
const LAST_WORDS: u64 = 4096;

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
        let (input, output) = pipes.ok_or_else(|| io::Error::other("it has no pipes"))?;
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
        thread::Builder::new().name("worker".to_owned()).spawn(listen)?;
        Ok(Self { child, input: Some(input), answers })
    }

    /// The answer to a request, and what the worker does then.
    pub(super) fn ask(
        &mut self,
        request: Request,
        time: Duration,
    ) -> Result<(Answer, Next), Death> {
        let sent = match &mut self.input {
            Some(input) => wire::send_request(request, input),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        if sent.is_err() {
            return Err(self.bury());
        }
        match self.answers.recv_timeout(time) {
            Ok(Ok(answer)) => Ok(answer),
            Err(RecvTimeoutError::Timeout) => Err(Death::Late),
            Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(self.bury()),
        }
    }

    /// Why it is dead.
    fn bury(&mut self) -> Death {
        drop(self.input.take());
        // It has closed its output; if it lives on all the same, it has no business to.
        let mut words = String::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(LAST_WORDS).read_to_string(&mut words);
        }
        let status = self.child.wait();
        if words.contains(NO_MEMORY) {
            return Death::OutOfMemory;
        }
        let how = status.map_or_else(|cause| cause.to_string(), described);
        let line = words.lines().map(str::trim).find(|line| !line.is_empty());
        Death::Other(line.map_or(how.clone(), |line| format!("{how}: {line}")))
    }
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
    use super::{read_frame, write_frame};

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
