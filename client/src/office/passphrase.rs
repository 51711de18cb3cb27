//! Whether a passphrase is worth its name: long enough, and more than what everybody tries first.

use std::collections::BTreeSet;

use super::sealed_key::Passphrase;

/// The fewest letters.
pub const SHORTEST: usize = 10;
/// What must be left when all that is guessed first is taken out.
const LEFT: usize = 6;

/// Why a passphrase is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It has too few letters.
    Short,
    /// It is made of names around here, of years, or of words that are tried first.
    Guessable,
}

/// Parts that are tried first, written as [`folded`] writes them.
const TRIED_FIRST: &[&str] = &[
    "0987654321",
    "112233",
    "1234",
    "12345678",
    "1234567890",
    "4321",
    "987654321",
    "abcdefgh",
    "admin",
    "administrator",
    "aku",
    "allah",
    "alhamdulillah",
    "anjing",
    "asdfghjkl",
    "assalamualaikum",
    "bawaslu",
    "bismillah",
    "cinta",
    "default",
    "dikecualikan",
    "dragon",
    "ganteng",
    "garuda",
    "ghjkl",
    "indonesia",
    "informasi",
    "iloveyou",
    "jakarta",
    "jancok",
    "kabupaten",
    "kamu",
    "kantor",
    "katasandi",
    "kecuali",
    "kota",
    "komisi",
    "kpu",
    "letmein",
    "login",
    "master",
    "merdeka",
    "monkey",
    "nusantara",
    "operator",
    "pancasila",
    "passphrase",
    "password",
    "pemilihan",
    "pemilu",
    "pilkada",
    "ppid",
    "princess",
    "provinsi",
    "qwerty",
    "qwertyuiop",
    "rahasia",
    "republik",
    "sandi",
    "sayang",
    "sayangku",
    "sekretariat",
    "selamat",
    "semangat",
    "sukses",
    "umum",
    "user",
    "welcome",
    "zxcvbnm",
];

/// The most used passwords of this length, a line each; what begins with `#` says where they are from.
const MOST_USED: &str = include_str!("passphrase/common.txt");

/// The letters of a keyboard as they lie, each row a little to the right of the one above.
const KEYBOARD: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Refuses what is guessed first. `names` are the office's, the person's and the key's.
pub(crate) fn judge(passphrase: &Passphrase, names: &[&str]) -> Result<(), Weakness> {
    let text = passphrase.text().trim();
    if text.chars().count() < SHORTEST {
        return Err(Weakness::Short);
    }
    if jumps(text) < LEFT {
        return Err(Weakness::Guessable);
    }
    let names = names.iter().flat_map(|name| name.split_whitespace()).map(folded);
    let used = MOST_USED.lines().filter(|line| !line.starts_with('#'));
    let mut parts: Vec<String> = TRIED_FIRST.iter().copied().chain(used).map(folded).collect();
    // What is shorter stands in words that have nothing to do with it.
    parts.extend(names.filter(|name| name.chars().count() > 2));
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut left = folded(text);
    for part in &parts {
        left = left.replace(part, "");
    }
    if variety(&left) < LEFT { Err(Weakness::Guessable) } else { Ok(()) }
}

/// Small letters without signs, and digits in the place of letters read as these letters.
fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    let small = text.chars().flat_map(char::to_lowercase);
    small.map(plain).filter(|letter| letter.is_alphanumeric()).collect()
}

/// How often the hand leaves the neighbourhood of a key: it wanders along the keyboard in what looks
/// like chance and is not.
fn jumps(text: &str) -> usize {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    letters.windows(2).filter(|pair| !are_neighbours(pair[0], pair[1])).count()
}

fn are_neighbours(one: char, other: char) -> bool {
    let place = |letter: char| {
        let mut rows = KEYBOARD.iter().enumerate();
        rows.find_map(|(row, keys)| Some((row, keys.find(letter)?)))
    };
    let near = |one: usize, other: usize| one.abs_diff(other) <= 1;
    one == other
        || place(one)
            .zip(place(other))
            .is_some_and(|(one, other)| near(one.0, other.0) && near(one.1, other.1))
}

/// How many letters count: one that only repeats or follows the one before it adds nothing.
fn variety(folded: &str) -> usize {
    let letters: Vec<u32> = folded.chars().map(u32::from).collect();
    let steps = letters.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) > 1).count();
    let kinds: BTreeSet<u32> = letters.into_iter().collect();
    steps.min(kinds.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> Result<(), Weakness> {
        let names = ["siti", "Siti Aminah", "KPU Kabupaten Serang", "Kabupaten Serang", "3604"];
        judge(&Passphrase::new(text), &names)
    }

    #[test]
    fn a_few_words_of_ones_own_are_taken() {
        for text in
            ["kuda nil makan awan", "Jendela biru, dua kucing", "tR4mp0l-lautan", "gz8k qp4w vx"]
        {
            assert_eq!(judged(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn nine_letters_are_too_few_whatever_they_are() {
        assert_eq!(judged("gz8kqp4wv"), Err(Weakness::Short));
        assert_eq!(judged("     gz8k     "), Err(Weakness::Short), "blanks around are no letters");
    }

    #[test]
    fn what_is_tried_first_is_refused_however_it_is_dressed_up() {
        for text in [
            "password1234",
            "P@ssw0rd!!!!",
            "kpu-pemilu2029",
            "KPU Kabupaten Serang",
            "serang3604kpu",
            "Siti Aminah 1985",
            "rahasia2029!",
            "bismillah123",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "abababababab",
            "qwertyuiop",
            "Indonesia Merdeka",
            "1q2w3e4r5t6y",
            "zaq12wsxcde3",
            "1qaz2wsx3edc4rfv",
        ] {
            assert_eq!(judged(text), Err(Weakness::Guessable), "{text}");
        }
        let used = MOST_USED.lines().filter(|line| !line.starts_with('#'));
        assert!(used.clone().count() > 50);
        for text in used {
            assert_eq!(judged(text), Err(Weakness::Guessable), "{text}");
        }
    }
}
