//! A damaged document, which follows from the inputs, the seed and its number.

use oas_codegen_damage::{Random, damage_bytes, damage_tree};

use crate::inputs::Input;

/// A document to try.
#[derive(Clone, Debug)]
pub struct Damaged {
    /// Which of the inputs it was.
    pub input: usize,
    /// Its name, which says the format.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The document of this number. There is none only if there are no inputs.
pub fn damaged(inputs: &[Input], seed: u64, number: u64) -> Option<Damaged> {
    let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let index = one(inputs, &mut random);
    let input = inputs.get(index)?;
    let (name, bytes) = if random.below(4) == 0 {
        let mut bytes = input.bytes.clone();
        for _ in 0..=random.below(4) {
            damage_bytes(&mut bytes, &mut random);
        }
        (input.name.clone(), bytes)
    } else {
        let mut tree = input.tree();
        let other = inputs.get(one(inputs, &mut random)).map(Input::tree);
        let others: Vec<_> = other.iter().collect();
        for _ in 0..=random.below(6) {
            damage_tree(&mut tree, &others, &mut random);
        }
        ("damaged.json".to_owned(), tree.to_string().into_bytes())
    };
    Some(Damaged {
        input: index,
        name,
        bytes,
    })
}

/// One of the inputs, the smaller of a few: large ones cost much and show
/// little that small ones don't.
fn one(inputs: &[Input], random: &mut Random) -> usize {
    let drawn = (0..3).map(|_| random.below(inputs.len()));
    let size = |index: &usize| inputs.get(*index).map_or(0, |input| input.bytes.len());
    drawn.min_by_key(size).unwrap_or_default()
}
