//! What the tables of records call of a codec.

/// Gives a codec the functions that the tables call by path:
/// `codec::Number::get(…)` beside the plain `codec::get(…)`.
///
/// They are inherent, so that emitted code needs no trait in scope.
macro_rules! table_functions {
    ($codec:ident) => {
        #[doc(hidden)]
        impl $codec {
            pub fn get<R: super::Members, T>(reader: &mut R, name: &'static str, field: &mut T)
            where
                Self: super::FieldCodec<T>,
            {
                if reader.is(name) {
                    let mut slot = None;
                    reader.take_as::<Self, T>(&mut slot);
                    if let Some(value) = slot {
                        *field = value;
                    }
                }
            }

            pub fn get_optional<R: super::Members, T: super::Present>(
                reader: &mut R,
                name: &'static str,
                field: &mut T,
                may_be_null: bool,
            ) where
                Self: super::FieldCodec<T>,
            {
                if reader.is(name) {
                    Self::get(reader, name, field);
                    super::note_null(field, may_be_null);
                }
            }

            pub fn slot<R: super::Members, T>(
                reader: &mut R,
                name: &'static str,
                slot: &mut Option<T>,
            ) where
                Self: super::FieldCodec<T>,
            {
                if reader.is(name) {
                    reader.take_as::<Self, T>(slot);
                }
            }

            pub fn put<M: serde::ser::SerializeMap, T>(
                writer: &mut super::Writer<M>,
                key: &'static str,
                value: &T,
            ) where
                Self: super::FieldCodec<T>,
            {
                super::put(writer, key, &super::field::As::<Self, T>::new(value));
            }

            pub fn put_some<M: serde::ser::SerializeMap, T: super::Present>(
                writer: &mut super::Writer<M>,
                key: &'static str,
                value: &T,
            ) where
                Self: super::FieldCodec<T>,
            {
                if value.is_present() {
                    Self::put(writer, key, value);
                }
            }
        }
    };
}

pub(super) use table_functions;
