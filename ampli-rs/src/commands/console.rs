use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use terminal_size::{Height, Width};

use crate::cli::ColorChoice;
use crate::diagnostic::human::Look;

/// On narrower terminals lines are broken by the terminal: cut down further, they would say nothing.
const NARROWEST: usize = 60;

/// On wider terminals the eye would lose the line.
const WIDEST: usize = 160;

/// Where a command prints: data on standard output, all else on standard error.
pub(super) struct Console {
    color: anstream::ColorChoice,
    quiet: bool,
    passing: Passing,
}

/// A line on standard error that tells how far it is, and makes room for whatever else is said.
#[derive(Clone, Default)]
pub(super) struct Passing(Arc<Mutex<bool>>);

impl Passing {
    /// Shows the line in place of the last one.
    pub(super) fn show(&self, line: &str) {
        let mut is_shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = write!(io::stderr(), "\r\x1b[2K{line}");
        *is_shown = true;
    }

    /// Takes the line away. As long as the answer is kept, none is shown.
    pub(super) fn clear(&self) -> MutexGuard<'_, bool> {
        let mut is_shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_shown {
            let _ = write!(io::stderr(), "\r\x1b[2K");
            *is_shown = false;
        }
        is_shown
    }
}

impl Console {
    pub(super) fn new(color: ColorChoice, quiet: bool) -> Self {
        let color = match color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Self { color, quiet, passing: Passing::default() }
    }

    /// For what people asked for: with colours or without, and nothing else that steers a terminal.
    pub(super) fn output(&self) -> BufWriter<AutoStream<Stdout>> {
        BufWriter::new(AutoStream::new(io::stdout(), self.color))
    }

    /// For findings and failures.
    pub(super) fn errors(&self) -> AutoStream<Stderr> {
        AutoStream::new(io::stderr(), self.color)
    }

    /// For what programs read: byte for byte.
    pub(super) fn data(&self) -> BufWriter<Stdout> {
        BufWriter::new(io::stdout())
    }

    /// Prints what people asked for.
    pub(super) fn print(&self, text: impl Display) -> io::Result<()> {
        let mut output = self.output();
        write!(output, "{text}")?;
        output.flush()
    }

    /// Prints what programs read.
    pub(super) fn print_data(&self, text: impl Display) -> io::Result<()> {
        let mut output = self.data();
        write!(output, "{text}")?;
        output.flush()
    }

    /// Says how it goes, unless the user wants quiet. Nobody is lost who does not hear it, so errors don't matter.
    pub(super) fn say(&self, text: impl Display) {
        if !self.quiet {
            let _room = self.passing.clear();
            let _ = writeln!(self.errors(), "{text}");
        }
    }

    /// Says what is wrong and does not stop the run.
    pub(super) fn warn(&self, message: impl Display) {
        let style = Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold();
        let _room = self.passing.clear();
        let _ = writeln!(self.errors(), "{style}warning{style:#}: {message}");
    }

    /// Tells many lines at once, each with its end.
    pub(super) fn tell_lines(&self, lines: &str) {
        if lines.is_empty() {
            return;
        }
        let _room = self.passing.clear();
        let _ = self.errors().write_all(lines.as_bytes());
    }

    /// Says what has stopped the run.
    pub(super) fn fail(&self, message: impl Display) {
        let style = Style::new().fg_color(Some(AnsiColor::Red.into())).bold();
        let _ = writeln!(self.errors(), "{style}error{style:#}: {message}");
    }

    /// The line that tells how far it is.
    pub(super) fn passing(&self) -> Passing {
        self.passing.clone()
    }

    /// Whether there are people at standard error who want to see progress.
    pub(super) fn shows_progress(&self) -> bool {
        !self.quiet && io::stderr().is_terminal()
    }

    /// How findings look on standard output.
    pub(super) fn output_look(&self) -> Look {
        let size = terminal_size::terminal_size_of(io::stdout());
        Look { colour: has_color(self.output().get_ref()), width: width(size), ..Look::default() }
    }

    /// How findings look on standard error.
    pub(super) fn errors_look(&self) -> Look {
        let size = terminal_size::terminal_size_of(io::stderr());
        Look { colour: has_color(&self.errors()), width: width(size), ..Look::default() }
    }

    /// Whether people read standard output.
    pub(super) fn output_is_terminal(&self) -> bool {
        io::stdout().is_terminal()
    }
}

/// The columns of a terminal of `size`, as far as they can be read with pleasure; the usual ones where there is none.
/// What a command tells beside its work, to a reader who may have seen enough: the work is done all the same.
pub(super) fn told(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}

fn width(size: Option<(Width, Height)>) -> usize {
    size.map_or(Look::default().width, |(Width(columns), _)| usize::from(columns).clamp(NARROWEST, WIDEST))
}

fn has_color<S: anstream::stream::RawStream>(stream: &AutoStream<S>) -> bool {
    stream.current_choice() != anstream::ColorChoice::Never
}
