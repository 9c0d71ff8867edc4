//! What the client costs while it runs.

use super::page::Section;
use super::plot::{self, Series, count};
use crate::{Failure, Figure};

pub(super) fn section(figures: &[Figure]) -> Result<Section, Failure> {
    let names: Vec<String> = figures
        .iter()
        .map(|figure| figure.name.to_owned())
        .collect();
    let ratios = figures.iter().enumerate();
    let points = ratios
        .map(|(at, figure)| (count(at), figure.ratio))
        .collect();
    let series = [Series {
        name: "the client".to_owned(),
        points,
    }];
    let title = "Running, beside plain reqwest and serde's derives";
    let number = |value: f64, unit: &str| match unit {
        "" => format!("{value:.0}"),
        unit => format!("{value:.2} {unit}"),
    };
    let rows = figures.iter().map(|figure| {
        vec![
            figure.name.to_owned(),
            number(figure.ours, figure.unit),
            number(figure.plain, figure.unit),
            format!("{:.3}", figure.ratio),
            format!("{:.2}", figure.most),
        ]
    });
    Ok(Section {
        title: title.to_owned(),
        said:
            "The plain program makes the same requests and has the same types. Times are those of \
               turns that follow each other, the ratio is the median of theirs; instructions, \
               allocations and memory are counted by valgrind."
                .to_owned(),
        commands: vec!["cargo xtask bench".to_owned()],
        head: ["figure", "the client", "plain", "ratio", "at most"]
            .map(str::to_owned)
            .to_vec(),
        plots: vec![plot::bars(
            title,
            "times the plain program",
            &names,
            &series,
        )?],
        rows: rows.collect(),
    })
}
