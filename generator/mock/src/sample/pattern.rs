//! Texts that a pattern matches.

use rand::RngExt;
use rand::distr::Distribution;
use rand_pcg::Pcg64Mcg;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};
use serde_json::json;

/// How often a text is drawn before the pattern is given up.
const TRIES: usize = 200;

/// How often an open repetition is repeated at most.
const LONGEST_RUN: u32 = 12;

/// A text between two lengths that matches, as far as one is found.
pub(super) fn matching(
    rng: &mut Pcg64Mcg,
    pattern: &str,
    least: usize,
    most: usize,
) -> Option<String> {
    let schema = json!({"pattern": pattern, "minLength": least, "maxLength": most});
    let judge = jsonschema::options().build(&schema).ok()?;
    let plain = without_look_around(pattern);
    let run = u32::try_from(least)
        .unwrap_or(LONGEST_RUN)
        .clamp(LONGEST_RUN, 300);
    let runs = [
        LONGEST_RUN
            .min(u32::try_from(most).unwrap_or(LONGEST_RUN))
            .max(1),
        run,
        40,
    ];
    for run in runs {
        let Some(source) = generator(&plain, run) else {
            break;
        };
        for _ in 0..TRIES / runs.len() {
            let text: String = source.sample(rng);
            let length = text.chars().count();
            // What a pattern leaves open may be filled up on either side.
            let filled = if length < least {
                fill(rng, &text, least - length)
            } else {
                Vec::new()
            };
            for candidate in std::iter::once(text).chain(filled) {
                if judge.is_valid(&candidate.as_str().into()) {
                    return Some(candidate);
                }
            }
        }
    }
    None
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

fn generator(pattern: &str, run: u32) -> Option<rand_regex::Regex> {
    let parsed = regex_syntax::Parser::new().parse(pattern).ok()?;
    rand_regex::Regex::with_hir(plain(&parsed, run, 0), run).ok()
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
            let text = matching(&mut rng, pattern, least, most);
            assert!(text.is_some(), "{pattern}");
        }
    }

    #[test]
    fn look_around_is_taken_out_whole() {
        assert_eq!(without_look_around(r"^(?!a(b)[)]\))c\(d(?<=x)$"), r"^c\(d$");
    }
}
