//! The worker itself: requests on standard input, answers on standard output.

use super::wire::{self, Answer, Next, Request};
use crate::{STACK, panic_message};
use std::io::{self, BufReader, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Memory besides the limit: stacks, and what the program takes before it reads anything.
#[cfg(target_os = "linux")]
const BESIDES: u64 = 80 << 20;

/// A worker that holds more memory than this ends after its answer; the next one starts small. Workers
/// that wait are counted nowhere, and there may be one a thread.
const LARGE: u64 = 32 << 20;

/// Answers requests until standard input ends; then it exits at once, whatever it is doing: whoever
/// asked is gone.
///
/// # Errors
/// Where its limits cannot be set, or no thread can be started.
pub fn serve(memory: u64) -> io::Result<()> {
    limit(memory)?;
    // Readers catch what the libraries beneath throw; it is no news to anybody.
    std::panic::set_hook(Box::new(|_| ()));
    let (send, requests) = channel();
    thread::Builder::new().stack_size(STACK).spawn(move || {
        let code = i32::from(answer_all(&requests).is_err());
        std::process::exit(code);
    })?;
    let mut input = BufReader::new(io::stdin().lock());
    while let Ok(Some(request)) = wire::receive_request(&mut input) {
        if send.send(request).is_err() {
            break;
        }
    }
    std::process::exit(0);
}

fn answer_all(requests: &Receiver<Request>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for request in requests {
        let answer = catch_unwind(AssertUnwindSafe(|| request.answer()))
            .unwrap_or_else(|panic| Answer::Failed(panic_message(&*panic)));
        let next = if held() < LARGE { Next::Waits } else { Next::Ends };
        wire::send_answer(answer, next, &mut out)?;
        out.flush()?;
        if next == Next::Ends {
            break;
        }
    }
    Ok(())
}

/// Bytes of memory that the process holds; 0 where that is not known.
fn held() -> u64 {
    const PAGE: u64 = 4096;
    let facts = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = facts.split_ascii_whitespace().nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0).saturating_mul(PAGE)
}

/// Bounds the memory of this process; where it ends, the process does, and leaves no picture of it.
#[cfg(target_os = "linux")]
fn limit(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set =
        |resource, most| setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
    set(Resource::Core, 0)?;
    set(Resource::Data, memory.saturating_add(BESIDES))?;
    Ok(())
}

/// Other systems count memory in other ways; time and counted limits hold there, too.
#[cfg(not(target_os = "linux"))]
fn limit(_: u64) -> io::Result<()> {
    Ok(())
}
