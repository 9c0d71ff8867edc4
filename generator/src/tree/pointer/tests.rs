use super::*;

fn pointer(text: &str) -> Pointer {
    text.parse().unwrap()
}

#[test]
fn tokens_survive_their_escapes() {
    let pointer = Pointer::default().key("paths").key("/a~1b").index(3);
    assert_eq!(pointer.to_string(), "/paths/~1a~01b/3");
    let tokens: Vec<_> = pointer.tokens().collect();
    assert_eq!(tokens, ["paths", "/a~1b", "3"]);
    assert_eq!(pointer.to_string().parse(), Ok(pointer.clone()));
    assert_eq!(pointer.parent().unwrap().last().unwrap(), "/a~1b");
}

#[test]
fn the_root_and_the_empty_key_differ() {
    assert_eq!(Pointer::default().tokens().count(), 0);
    assert_eq!(Pointer::default().key("").tokens().count(), 1);
    assert_eq!(Pointer::default().parent(), None);
    assert_ne!(Pointer::default(), Pointer::default().key(""));
}

#[test]
fn text_that_is_no_pointer_is_refused() {
    assert_eq!("a".parse::<Pointer>(), Err(PointerError::NoSlash));
    assert_eq!("/a~2".parse::<Pointer>(), Err(PointerError::BadEscape));
    assert_eq!("/a~".parse::<Pointer>(), Err(PointerError::BadEscape));
}

#[test]
fn a_beginning_is_of_whole_tokens() {
    let onto = pointer("/x/y");
    let rebased = |text: &str| pointer(text).rebased(&pointer("/a"), &onto);
    assert_eq!(rebased("/a/b/c"), Some(pointer("/x/y/b/c")));
    assert_eq!(rebased("/a"), Some(onto.clone()));
    assert_eq!(rebased("/ab"), None);
    assert_eq!(rebased(""), None);
}

#[test]
fn equal_are_those_of_the_same_tokens() {
    let texts = [
        "", "/", "/a", "/a/b", "/ab", "/b/a", "/a/1", "/a/01", "/a/b/c", "/a~1b",
    ];
    for one in texts {
        for other in texts {
            let (left, right) = (pointer(one), pointer(other));
            assert_eq!(left == right, one == other, "{one} {other}");
            assert_eq!(
                left.cmp(&right),
                right.cmp(&left).reverse(),
                "{one} {other}"
            );
            assert_eq!(left.cmp(&right).is_eq(), one == other, "{one} {other}");
        }
    }
    let mut sorted: Vec<_> = ["/b", "/a/c", "/a-b", "/a", "/a/b/c"].map(pointer).into();
    sorted.sort();
    assert_eq!(sorted, ["/a", "/a/b/c", "/a/c", "/a-b", "/b"].map(pointer));
}

#[test]
fn a_pointer_may_be_longer_than_the_stack_is_deep() {
    let long = || (0..1_000_000).fold(Pointer::default(), |at, _| at.key("a"));
    let (one, other) = (long(), long());
    assert_eq!(one, other);
    assert!(one < other.key("b"));
    assert_eq!(one.to_string().len(), 2_000_000);
}
