//! Texts that a pattern matches.

use jsonschema::PatternOptions;
use std::collections::HashMap;
use std::rc::Rc;

use rand::RngExt;
use rand::distr::Distribution;
use rand_pcg::Pcg64Mcg;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use serde_json::json;

use super::effort::Effort;

/// How often a text is drawn before the pattern is given up.
const TRIES: usize = 200;

/// How often an open repetition is repeated at most.
const LONGEST_RUN: u32 = 12;

/// A pattern that says more is not met.
const LARGEST: usize = 20_000;

/// What it costs to find out that a pattern is of no use.
const FAILED: usize = 100;

/// How often a judge goes back in a text.
const BACKTRACKS: usize = 20_000;

/// What makes texts that a pattern matches.
pub(super) struct Matcher {
    judge: jsonschema::Validator,
    parsed: Hir,
    /// How much the pattern says once its repetitions are written out.
    size: usize,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Matcher")
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl Matcher {
    /// None for a pattern that is none, or that is too large.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let plain = without_look_around(pattern);
        let parsed = regex_syntax::Parser::new().parse(&plain).ok()?;
        let size = size(&parsed);
        if size > LARGEST {
            return None;
        }
        let options = PatternOptions::fancy_regex().backtrack_limit(BACKTRACKS);
        let judge = jsonschema::options()
            .with_pattern_options(options)
            .build(&json!({ "pattern": pattern }));
        Some(Self {
            judge: judge.ok()?,
            parsed,
            size,
        })
    }

    /// What it costs to have one.
    pub(super) fn cost(&self) -> usize {
        20 + self.size / 8
    }

    /// Whether a text matches.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.judge.is_valid(&text.into())
    }

    /// A text between two lengths that matches, as far as one is found.
    pub(super) fn draw(
        &self,
        rng: &mut Pcg64Mcg,
        effort: &mut Effort,
        least: usize,
        most: usize,
    ) -> Option<String> {
        let run = u32::try_from(least)
            .unwrap_or(LONGEST_RUN)
            .clamp(LONGEST_RUN, 300);
        let short = u32::try_from(most).unwrap_or(LONGEST_RUN);
        let runs = [LONGEST_RUN.min(short).max(1), run, 40];
        for run in runs {
            let plain = plain(&self.parsed, run, 0);
            effort.spend(1 + size(&plain) / 8)?;
            let Ok(source) = rand_regex::Regex::with_hir(plain, run) else {
                break;
            };
            for _ in 0..TRIES / runs.len() {
                let text: String = source.sample(rng);
                let length = text.chars().count();
                effort.spend_text(length)?;
                // What a pattern leaves open may be filled up on either side.
                let filled = if length < least {
                    effort.spend((least - length) / 8)?;
                    fill(rng, &text, least - length)
                } else {
                    Vec::new()
                };
                for candidate in std::iter::once(text).chain(filled) {
                    let length = candidate.chars().count();
                    if (least..=most).contains(&length) && self.fits(&candidate) {
                        return Some(candidate);
                    }
                }
            }
        }
        None
    }
}

/// What makes texts, by pattern.
#[derive(Debug, Default)]
pub(super) struct Matchers(HashMap<String, Option<Rc<Matcher>>>);

impl Matchers {
    /// None for a pattern that is none, or that is too large.
    pub(super) fn get(&mut self, pattern: &str, effort: &mut Effort) -> Option<Rc<Matcher>> {
        if let Some(known) = self.0.get(pattern) {
            return known.clone();
        }
        let made = Matcher::new(pattern);
        let cost = made.as_ref().map_or(FAILED, Matcher::cost);
        let made = made.map(Rc::new);
        self.0.insert(pattern.to_owned(), made.clone());
        effort.spend(cost)?;
        made
    }
}

/// How much a pattern says once its repetitions are written out. The parser
/// bounds the depth.
fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(_) => 1,
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1);
            let times = usize::try_from(times).unwrap_or(usize::MAX);
            size(&repetition.sub)
                .saturating_mul(times)
                .saturating_add(1)
        }
        HirKind::Capture(capture) => size(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts
            .iter()
            .fold(0, |sum: usize, part| sum.saturating_add(size(part))),
    }
}

fn fill(rng: &mut Pcg64Mcg, text: &str, missing: usize) -> Vec<String> {
    let digit = rng.random_range(0..10_u8);
    ["a".to_owned(), digit.to_string(), "A".to_owned()]
        .into_iter()
        .flat_map(|one| {
            let more = one.repeat(missing);
            [format!("{text}{more}"), format!("{more}{text}")]
        })
        .collect()
}

/// The same with printable ASCII where that is among the choices, and without
/// anchors. The parser bounds the depth.
fn plain(hir: &Hir, run: u32, depth: usize) -> Hir {
    let below = |hir: &Hir| plain(hir, run, depth + 1);
    match hir.kind() {
        _ if depth > 300 => Hir::empty(),
        HirKind::Class(Class::Unicode(class)) => {
            let mut printable = ClassUnicode::new([ClassUnicodeRange::new(' ', '~')]);
            printable.intersect(class);
            let mut word = ClassUnicode::new([
                ClassUnicodeRange::new('0', '9'),
                ClassUnicodeRange::new('a', 'z'),
            ]);
            word.intersect(class);
            let kept = [word, printable, class.clone()];
            let kept = kept.into_iter().find(|class| !class.ranges().is_empty());
            Hir::class(Class::Unicode(kept.unwrap_or_else(|| class.clone())))
        }
        HirKind::Look(_) => Hir::empty(),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            min: repetition.min,
            max: Some(repetition.max.unwrap_or(repetition.min.saturating_add(run))),
            greedy: repetition.greedy,
            sub: Box::new(below(&repetition.sub)),
        }),
        HirKind::Capture(capture) => below(&capture.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(below).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(below).collect()),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
    }
}

/// The pattern without conditions on what is around: whether they hold is seen
/// when the text is judged.
fn without_look_around(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        if first == '\\' {
            let length = rest.chars().take(2).map(char::len_utf8).sum();
            let (escape, after) = rest.split_at(length);
            out.push_str(escape);
            rest = after;
        } else if ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .any(|open| rest.starts_with(open))
        {
            rest = after_group(rest);
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// What comes after the group that starts here.
fn after_group(text: &str) -> &str {
    let (mut depth, mut escaped, mut in_class) = (0_usize, false, false);
    for (at, one) in text.char_indices() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => {
                depth -= 1;
                if depth == 0 {
                    return text.get(at + 1..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn patterns_are_met() {
        let mut rng = Pcg64Mcg::seed_from_u64(1);
        let patterns = [
            (r"^[a-z]{3}-\d+$", 0, 20),
            (r"^(?!.*--)[a-z][a-z0-9-]{2,61}[a-z0-9]$", 0, 63),
            (r"^(?=.*\d)[a-z\d]+$", 8, 8),
            (r"^[^/]+\.(png|jpg)$", 0, 100),
            (r"\S", 5, 9),
            (r"^.*$", 30, 31),
        ];
        for (pattern, least, most) in patterns {
            let matcher = Matcher::new(pattern).unwrap();
            let text = matcher.draw(&mut rng, &mut Effort::default(), least, most);
            assert!(text.is_some(), "{pattern}");
        }
    }

    #[test]
    fn what_says_too_much_is_not_met() {
        for pattern in ["[a-z]{1000000}", "((a{99}){99}){99}", "(a{2,1000}){1000}"] {
            assert!(Matcher::new(pattern).is_none(), "{pattern}");
        }
        // Each is small, and none is ever met.
        let mut rng = Pcg64Mcg::seed_from_u64(1);
        for pattern in ["^(((((a*)*)*)*)*)*$b", "^(?=(a+)+$)b", "^(a{99}){99}$"] {
            let mut effort = Effort::default();
            let drawn = Matcher::new(pattern)
                .and_then(|matcher| matcher.draw(&mut rng, &mut effort, 5000, 5001));
            assert_eq!(drawn, None, "{pattern}");
        }
    }

    #[test]
    fn look_around_is_taken_out_whole() {
        assert_eq!(without_look_around(r"^(?!a(b)[)]\))c\(d(?<=x)$"), r"^c\(d$");
    }
}
