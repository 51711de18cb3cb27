//! Where lines end: at spaces, and within a word only where a line does not hold it.

use crate::{font::Weight, text::clean};

/// After these a word that is too long is broken first.
const SEAMS: [char; 5] = ['/', '-', '–', '_', ','];

/// A text as lines of a width. A line that goes on ends with a space, which is for those who copy it
/// or have it read to them; no other letter is dropped or added.
pub(crate) fn lines(text: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
    let text = clean(text);
    let text = text.trim_end_matches('\n');
    let mut all: Vec<String> = Vec::new();
    for line in text.split('\n') {
        if let Some(last) = all.last_mut().filter(|last| !last.is_empty()) {
            last.push(' ');
        }
        all.append(&mut wrapped(line, weight, size, width));
    }
    all
}

fn wrapped(line: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
    let (mut done, mut open, mut used) = (Vec::new(), String::new(), 0.0);
    let space = weight.font().advance(' ') * size;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let long = weight.width(word, size);
        if !open.is_empty() && used + space + long <= width {
            open.push(' ');
            open.push_str(word);
            used += space + long;
            continue;
        }
        if !open.is_empty() {
            open.push(' ');
            done.push(std::mem::take(&mut open));
        }
        let mut pieces = pieces(word, weight, size, width);
        open = pieces.pop().unwrap_or_default();
        used = weight.width(&open, size);
        done.append(&mut pieces);
    }
    done.push(open);
    done
}

/// A word in pieces that lines hold; as a rule it is one.
fn pieces(word: &str, weight: Weight, size: f32, width: f32) -> Vec<String> {
    let (mut done, mut open, mut used) = (Vec::new(), String::new(), 0.0);
    for c in word.chars() {
        let long = weight.font().advance(c) * size;
        while used + long > width && !open.is_empty() {
            let rest = past_seam(&mut open);
            done.push(std::mem::replace(&mut open, rest));
            used = weight.width(&open, size);
        }
        open.push(c);
        used += long;
    }
    done.push(open);
    done
}

/// Cuts a piece behind its last seam, if that is not near its beginning, and gives back what followed.
fn past_seam(piece: &mut String) -> String {
    let seam = piece.char_indices().rfind(|(_, c)| SEAMS.contains(c));
    let cut = seam.map(|(at, c)| at + c.len_utf8()).filter(|cut| cut * 3 > piece.len());
    cut.map_or_else(String::new, |cut| piece.split_off(cut))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn broken(text: &str, width: f32) -> Vec<String> {
        let lines = lines(text, Weight::Regular, 10.0, width);
        lines.iter().map(|line| line.trim_end().to_owned()).collect()
    }

    #[test]
    fn lines_end_at_spaces_and_long_words_at_their_seams() {
        assert_eq!(
            broken("Daftar Informasi yang Dikecualikan\n\nKPU", 90.0),
            ["Daftar Informasi", "yang Dikecualikan", "", "KPU"]
        );
        assert_eq!(broken("169/Kpts/KPU/TAHUN", 60.0), ["169/Kpts/", "KPU/TAHUN"]);
        assert_eq!(broken("", 60.0), [""]);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_is_too_long(text in any::<String>(), width in 5.0_f32..200.0) {
            let lines = broken(&text, width);
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&clean(&text)));
            for line in &lines {
                let fits = Weight::Regular.width(line, 10.0) <= width + 0.01;
                prop_assert!(fits || line.chars().count() == 1, "{}", line);
            }
        }
    }
}
