//! Plots, as SVG.

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::Failure;

const SIZE: (u32, u32) = (900, 420);
/// How much of its place a bar takes.
const BAR: f64 = 0.9;

/// What belongs together in a plot.
pub(super) struct Series {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// Points by two measures that both grow by factors.
pub(super) fn scatter(
    title: &str,
    (x, y): (&str, &str),
    series: &[Series],
) -> Result<String, Failure> {
    let points = || series.iter().flat_map(|series| &series.points);
    let across = range(points().map(|point| point.0));
    let up = range(points().map(|point| point.1));
    drawn(|area| {
        let mut chart = ChartBuilder::on(area)
            .caption(title, ("sans-serif", 20))
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(72)
            .build_cartesian_2d((across.0..across.1).log_scale(), (up.0..up.1).log_scale())?;
        chart.configure_mesh().x_desc(x).y_desc(y).draw()?;
        for (at, series) in series.iter().enumerate() {
            let color = Palette99::pick(at).to_rgba();
            let points = series.points.iter();
            let dots = points.map(|point| Circle::new(*point, 4, color.filled()));
            let legend = move |(x, y)| Circle::new((x + 8, y), 4, color.filled());
            chart.draw_series(dots)?.label(&series.name).legend(legend);
        }
        chart.configure_series_labels().border_style(BLACK).draw()?;
        Ok(())
    })
}

/// A group of bars for each name; points of a series are the group and the value.
pub(super) fn bars(
    title: &str,
    y: &str,
    groups: &[String],
    series: &[Series],
) -> Result<String, Failure> {
    let values = series.iter().flat_map(|series| &series.points);
    let most = values.map(|point| point.1).fold(0.0, f64::max);
    let ends = count(groups.len());
    drawn(|area| {
        let mut chart = ChartBuilder::on(area)
            .caption(title, ("sans-serif", 20))
            .margin(12)
            .x_label_area_size(32)
            .y_label_area_size(72)
            .build_cartesian_2d(0.0..ends, 0.0..most * 1.15)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .disable_x_axis()
            .y_desc(y)
            .draw()?;
        let width = BAR / count(series.len().max(1));
        for (at, series) in series.iter().enumerate() {
            let color = Palette99::pick(at).to_rgba();
            let bars = series.points.iter().map(|(group, value)| {
                let left = group + (1.0 - BAR) / 2.0 + count(at) * width;
                Rectangle::new([(left, 0.0), (left + width, *value)], color.filled())
            });
            let legend =
                move |(x, y)| Rectangle::new([(x, y - 5), (x + 14, y + 5)], color.filled());
            chart.draw_series(bars)?.label(&series.name).legend(legend);
        }
        let names = groups.iter().enumerate().map(|(at, name)| {
            let place = chart.backend_coord(&(count(at) + 0.05, 0.0));
            Text::new(name.clone(), (place.0, place.1 + 8), ("sans-serif", 13))
        });
        names.into_iter().try_for_each(|name| area.draw(&name))?;
        chart.configure_series_labels().border_style(BLACK).draw()?;
        Ok(())
    })
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

fn drawn(draw: impl Fn(&Area<'_>) -> Result<(), Failure>) -> Result<String, Failure> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        area.fill(&WHITE).map_err(|error| error.to_string())?;
        draw(&area)?;
        area.present().map_err(|error| error.to_string())?;
    }
    Ok(svg)
}

/// From a little less than the least to a little more than the most.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let start = (f64::MAX, f64::MIN_POSITIVE);
    let (least, most) = values.fold(start, |(least, most), value| {
        (least.min(value), most.max(value))
    });
    (least / 1.5, most * 1.5)
}

pub(super) fn count(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}
