//! A page of Markdown, as far as it has to be understood: blocks of code, code within lines, links, headings.

use std::fs;
use std::path::Path;

/// A page.
pub(super) struct Page {
    /// Where it is, from the root of the repository, with `/`.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    /// The lines that stand in no block, with their numbers.
    pub(super) prose: Vec<(usize, String)>,
}

/// A block of code.
pub(super) struct Block {
    /// What stands behind the fence: `rust,no_run`.
    pub(super) info: String,
    /// The number of the fence's line.
    pub(super) line: usize,
    /// The last line before it that is not blank.
    pub(super) before: String,
    /// What is in it, without the indentation of the fence.
    pub(super) text: String,
}

impl Block {
    /// The first word behind the fence.
    pub(super) fn language(&self) -> &str {
        self.info.split(',').next().unwrap_or_default()
    }
}

impl Page {
    pub(super) fn read(root: &Path, path: String) -> Self {
        let text = fs::read_to_string(root.join(&path)).unwrap();
        let (blocks, prose) = parts(&path, &text);
        Self { path, text, blocks, prose }
    }

    /// Where a block or a line stands, for messages.
    pub(super) fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }

    /// Its paragraphs, headings and rows of tables, each on one line, with the number of its first one.
    fn paragraphs(&self) -> Vec<(usize, String)> {
        let mut paragraphs: Vec<(usize, String)> = Vec::new();
        let mut last = 0;
        for (number, line) in self.prose.iter().filter(|(_, line)| !line.trim().is_empty()) {
            let is_own = ["|", "#", "- "].iter().any(|start| line.trim_start().starts_with(start));
            match paragraphs.last_mut() {
                Some((_, paragraph)) if last + 1 == *number && !is_own => {
                    *paragraph += &format!(" {}", line.trim())
                }
                _ => paragraphs.push((*number, line.clone())),
            }
            last = *number;
        }
        paragraphs
    }

    /// Code within lines, with the numbers of its lines.
    pub(super) fn spans(&self) -> Vec<(usize, String)> {
        let spans = |(line, text): &(usize, String)| -> Vec<(usize, String)> {
            text.split('`').skip(1).step_by(2).map(|span| (*line, span.to_owned())).collect()
        };
        self.paragraphs().iter().flat_map(spans).collect()
    }

    /// What the page links to, with the numbers of the lines.
    pub(super) fn links(&self) -> Vec<(usize, String)> {
        let mut links = Vec::new();
        for (line, text) in self.paragraphs() {
            let text: String = text.split('`').step_by(2).collect();
            for (start, end) in [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"'), ("href=\"", '"')] {
                let targets = text.split(start).skip(1).filter_map(|rest| rest.split(end).next());
                links.extend(targets.map(|target| (line, target.to_owned())));
            }
        }
        links
    }

    /// The names by which its headings are linked to, on code hosts and in the book.
    pub(super) fn anchors(&self) -> Vec<String> {
        let headings = self.prose.iter().filter_map(|(_, line)| {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            line[level..].strip_prefix(' ').filter(|_| level > 0)
        });
        headings.map(anchor).collect()
    }
}

/// The name of a heading in links.
pub(super) fn anchor(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect::<String>().to_lowercase()
}

fn parts(path: &str, text: &str) -> (Vec<Block>, Vec<(usize, String)>) {
    let (mut blocks, mut prose) = (Vec::new(), Vec::new());
    let mut open: Option<(String, usize, Block)> = None;
    let mut before = String::new();
    for (line, number) in text.lines().zip(1..) {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let ticks = trimmed.bytes().take_while(|byte| *byte == b'`').count();
        match open.take() {
            Some((fence, _, block)) if trimmed.trim_end() == fence => blocks.push(block),
            Some((fence, indent, mut block)) => {
                let blank = line.len() - line.trim_start().len();
                block.text.push_str(&line[blank.min(indent)..]);
                block.text.push('\n');
                open = Some((fence, indent, block));
            }
            None if ticks >= 3 => {
                let info = trimmed[ticks..].trim().to_owned();
                let before = std::mem::take(&mut before);
                let block = Block { info, line: number, before, text: String::new() };
                open = Some(("`".repeat(ticks), indent, block));
            }
            None => {
                if !trimmed.is_empty() {
                    before = line.to_owned();
                }
                prose.push((number, line.to_owned()));
            }
        }
    }
    assert!(open.is_none(), "{path}: a block has no end");
    (blocks, prose)
}
