//! Everything that a page can do, a command can do: which command does what each address does.

mod acts;

use std::{collections::BTreeSet, fs, path::Path};

use clap::Command;

use super::command;

/// Which commands do what a page does, or why none does.
#[derive(Debug)]
enum Same {
    /// These, with the flags that matter.
    By(&'static [&'static str]),
    /// None: a command has no use for it.
    Not(&'static str),
}

use Same::{By, Not};

const WINDOW: &str = "serves the window itself";
const LOGIN: &str = "the link that `serve` shows logs in; a command runs as whoever starts it";
const ASKS: &str = "asks before the act; with commands its flags say the same";

/// Every address of the pages with its method.
const PAGES: &[(&str, Same)] = &[
    ("GET /", By(&["status", "agenda"])),
    ("GET /aset/{file}", Not(WINDOW)),
    ("GET /masuk", Not(LOGIN)),
    ("POST /keluar", Not(LOGIN)),
    ("GET /siapa", By(&["key list"])),
    ("POST /siapa", By(&["status --as"])),
    ("POST /siapa/kunci", Not("a command holds no key open after it has ended")),
    ("GET /siapa/{key}", By(&["status --passphrase-file"])),
    // The register.
    (
        "GET /daftar",
        By(&[
            "entry list --search --office --status --document-type --basis --determination --year \
             --conflicts --sort --descending --limit --offset",
            "entry list --facets",
        ]),
    ),
    ("GET /konflik", By(&["entry conflicts", "entry conflicts --parallel"])),
    ("POST /konflik", By(&["entry resolve --field --value"])),
    ("GET /entri/baru", By(&["entry fields"])),
    ("GET /entri/{entry}", By(&["entry show"])),
    ("GET /entri/{entry}/ubah", By(&["entry show", "entry fields"])),
    ("POST /entri/{entry}/ubah", By(&["entry add --set", "entry edit --set"])),
    ("POST /entri/{entry}/pantau", By(&["entry show"])),
    ("GET /entri/{entry}/riwayat", By(&["entry history", "entry changes --since-determined"])),
    ("POST /entri/{entry}/salin", By(&["entry add --copy"])),
    ("GET /entri/{entry}/buang", By(&["entry discard --dry-run"])),
    ("POST /entri/{entry}/buang", By(&["entry discard --yes"])),
    ("GET /sampah", By(&["entry trash"])),
    ("POST /sampah", By(&["entry restore", "entry trash --erase"])),
    ("POST /ketikan/buang", By(&["scratch drop --yes", "scratch list", "scratch show"])),
    // The procedure of an office.
    ("GET /persetujuan", By(&["approval list --stage", "approval show"])),
    ("GET /persetujuan/cetak", By(&["print approval --fitting --out --letter"])),
    ("GET /persetujuan/catat", By(&["endorse --recorded --fitting --dry-run"])),
    (
        "POST /persetujuan/catat",
        By(&["endorse --recorded --position --letter --day --scan --seen"]),
    ),
    ("GET /persetujuan/nyatakan", By(&["endorse --dry-run", "decline --dry-run"])),
    ("POST /persetujuan/nyatakan", By(&["endorse --seen --batch", "decline --seen --note"])),
    ("GET /persetujuan/ajukan", By(&["submit --fitting --dry-run", "submit --covered --dry-run"])),
    (
        "POST /persetujuan/ajukan",
        By(&["submit --under --seen --batch", "submit --covered --likely"]),
    ),
    ("GET /persetujuan/tarik", By(&["withdraw --fitting --dry-run"])),
    ("POST /persetujuan/tarik", By(&["withdraw --reason --seen"])),
    ("GET /arsip", By(&["archive find"])),
    ("GET /arsip/entri/{entry}", By(&["archive show"])),
    ("GET /arsip/label", By(&["archive label --html"])),
    ("GET /arsip/baru", Not(ASKS)),
    ("POST /arsip/baru", By(&["archive add --document --room --rack --box --softcopy"])),
    ("GET /arsip/berkas/{number}", By(&["archive show"])),
    ("POST /arsip/berkas/{number}", By(&["archive move --document --room --copy --note"])),
    ("POST /arsip/berkas/{number}/keluar", By(&["archive remove --reason"])),
    ("POST /arsip/berkas/{number}/salinan", By(&["archive attach"])),
    ("GET /arsip/berkas/{number}/salinan/{hash}", By(&["archive get --out"])),
    ("GET /ekspor", Not(ASKS)),
    ("POST /ekspor/kop", By(&["print letterhead --address --place --forget"])),
    ("GET /ekspor/unduh", By(&["export --format --status --internal --out"])),
    ("GET /ekspor/bukti", By(&["export evidence --out"])),
    (
        "GET /ekspor/kertas",
        By(&["print list --out", "print test --out", "print minutes --out", "print cover --out"]),
    ),
    ("GET /ekspor/cetak", By(&["print list --all-with --out"])),
    ("GET /ekspor/lembar", By(&["print test --out"])),
    ("GET /impor", By(&["import list"])),
    ("POST /impor", By(&["import"])),
    ("GET /impor/{file}", By(&["import --sheet --map --header --skip --take --dry-run"])),
    ("POST /impor/{file}", By(&["import --sheet --map --header --skip --take --yes"])),
    ("GET /impor/kumpulan/{batch}", By(&["import show", "import undo --dry-run"])),
    ("POST /impor/kumpulan/{batch}", By(&["import undo --yes"])),
    ("GET /impor/asal/{entry}", By(&["import origin"])),
    // Decisions.
    ("GET /antrean", By(&["review list --province --office --batch --letter --age --kind"])),
    (
        "GET /antrean/putuskan",
        By(&["review determine --fitting --dry-run", "review return --fitting --dry-run"]),
    ),
    (
        "POST /antrean/putuskan",
        By(&[
            "review determine --under --batch --seen --yes",
            "review return --reason --seen",
            "review forward --note --seen",
            "review open --reason --yes",
            "review revoke --reason --yes",
            "review takedown --reason --field --yes",
        ]),
    ),
    ("GET /antrean/hasil", By(&["entry history"])),
    (
        "POST /antrean/sekaligus",
        By(&["review determine --all-with --dry-run", "review return --all-with --dry-run"]),
    ),
    ("GET /antrean/sekaligus/{round}", By(&["review determine --all-with --dry-run"])),
    (
        "POST /antrean/sekaligus/{round}",
        By(&["review determine --all-with --under --seen --yes", "review forward --all-with"]),
    ),
    ("POST /antrean/sekaligus/{round}/buang", Not(ASKS)),
    (
        "GET /antrean/{entry}",
        By(&["review show", "review diff --words", "entry alike", "entry history"]),
    ),
    ("POST /antrean/{entry}/komentar", By(&["comment --field"])),
    ("GET /berselisih", By(&["contest list", "contest show"])),
    ("GET /kantor", By(&["office list --province --search --only"])),
    ("GET /kantor/{office}", By(&["office show"])),
    ("POST /kantor/permintaan", By(&["roster requests"])),
    ("POST /kantor/beri", By(&["roster grant --only"])),
    ("GET /kantor/kunci/{key}", By(&["roster revoke --dry-run"])),
    ("POST /kantor/kunci/{key}", By(&["roster revoke --left --until --lost --cut-here --yes"])),
    ("GET /penetapan", By(&["determination list --by-end"])),
    ("GET /penetapan/lihat", By(&["determination show", "entry list --determination"])),
    ("GET /penetapan/cabut", By(&["determination revoke --item --dry-run"])),
    ("POST /penetapan/cabut", By(&["determination revoke --reason --decision --day --yes"])),
    ("GET /penetapan/turunkan", By(&["determination takedown --item --field --dry-run"])),
    ("POST /penetapan/turunkan", By(&["determination takedown --reason --yes"])),
    ("GET /penetapan/draf/dari", Not(ASKS)),
    ("POST /penetapan/draf/{draft}/daftarkan", By(&["determination register --scan --yes"])),
    ("GET /kantor/undang", By(&["roster invite --dry-run"])),
    ("POST /kantor/undang", By(&["roster invite --csv --province --until --out"])),
    ("POST /kesehatan/harian", By(&["backup --daily --new-passphrase-file"])),
    ("POST /kesehatan/harian/henti", By(&["backup --no-daily"])),
    ("POST /kesehatan/harian/sekarang", By(&["backup --auto"])),
    ("POST /penetapan/draf/dari", By(&["determination draft --from-entry"])),
    ("GET /penetapan/draf/{draft}", By(&["determination show"])),
    ("POST /penetapan/draf/{draft}", By(&["determination draft --set"])),
    ("POST /penetapan/draf/{draft}/pantau", By(&["scratch list", "scratch show"])),
    ("POST /penetapan/ketikan/buang", By(&["scratch drop --yes"])),
    ("POST /penetapan/draf/{draft}/buang", By(&["determination discard --yes"])),
    (
        "GET /penetapan/draf/{draft}/terbit",
        By(&["determination issue --supersedes --dry-run", "determination register --dry-run"]),
    ),
    ("POST /penetapan/draf/{draft}/terbit", By(&["determination issue --supersedes --yes"])),
    // The machine.
    ("GET /kesehatan", By(&["doctor"])),
    ("POST /kesehatan/cadangan", By(&["backup"])),
    ("POST /kesehatan/cadangan/berkas", By(&["backup --file --new-passphrase-file"])),
    ("POST /kesehatan/periksa", By(&["verify office --documents"])),
    ("GET /sinkron", By(&["sync --dry-run", "parked list", "server show"])),
    ("POST /sinkron/sekarang", By(&["sync"])),
    ("GET /sinkron/keadaan", By(&["sync --watch"])),
    ("POST /sinkron/server", By(&["server set", "server forget"])),
    ("POST /sinkron/berkas", By(&["bundle export --to"])),
    ("POST /sinkron/berkas/terima", By(&["bundle import"])),
    ("GET /sinkron/tertahan/{change}", By(&["parked discard --dry-run"])),
    ("POST /sinkron/tertahan/{change}/tulis", By(&["parked rewrite --yes"])),
    ("POST /sinkron/tertahan/{change}/buang", By(&["parked discard --yes"])),
    ("GET /orang", By(&["key list", "roster list"])),
    ("GET /orang/lembar", By(&["key list", "root show", "backup"])),
    ("GET /orang/tambah", Not(ASKS)),
    ("POST /orang/tambah", By(&["join --person"])),
    ("GET /orang/permohonan", By(&["join --all --out"])),
    ("POST /orang/permohonan", By(&["join --code-file --out"])),
    ("POST /orang/wewenang", By(&["roster grant"])),
    ("GET /orang/akar", By(&["root show --out"])),
    ("GET /orang/{key}/sandi", Not(ASKS)),
    ("POST /orang/{key}/sandi", By(&["key seal --new-passphrase-file"])),
    ("POST /orang/{key}/tanpa-sandi", By(&["key unseal"])),
    // The beginning.
    ("GET /mulai", By(&["office find"])),
    ("GET /mulai/kantor/{office}", Not(ASKS)),
    ("POST /mulai/kantor/{office}/periksa", By(&["root check"])),
    ("POST /mulai/siapkan", By(&["init --trust-root --office --server"])),
    ("GET /mulai/ri", Not(ASKS)),
    ("POST /mulai/ri", By(&["init --person --day --server", "key seal"])),
    ("GET /mulai/pulihkan", Not(ASKS)),
    ("POST /mulai/pulihkan", By(&["restore"])),
    ("POST /mulai/pulihkan/berkas", By(&["restore --passphrase-file"])),
    ("GET /mulai/orang", Not(ASKS)),
    ("POST /mulai/orang", By(&["join --person"])),
    ("GET /mulai/selesai", By(&["join --out", "root show"])),
];

/// Every address that the pages answer, as their sources say it.
fn addresses() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")];
    while let Some(folder) = folders.pop() {
        for found in fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                all.extend(routes(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    all
}

/// The addresses of one source: `.route("/a", get(x).post(y))` answers two.
fn routes(source: &str) -> Vec<String> {
    let of = |rest: &str| -> Vec<String> {
        let (route, handlers) = rest.split_once('"').unwrap();
        let handlers = handlers.split(['\n', ';']).next().unwrap_or_default();
        let methods = [("get(", "GET"), ("post(", "POST")].into_iter();
        let methods = methods.filter(|(handler, _)| handlers.contains(handler));
        methods.map(|(_, method)| format!("{method} {route}")).collect()
    };
    source.split(".route(\"").skip(1).flat_map(of).collect()
}

/// Whether there is such a command with such flags.
fn is_there(tree: &Command, line: &str) -> bool {
    let mut command = tree.clone();
    for word in line.split_whitespace() {
        if let Some(flag) = word.strip_prefix("--") {
            if !command.get_arguments().any(|argument| argument.get_long() == Some(flag)) {
                return false;
            }
        } else {
            let Some(below) = command.find_subcommand(word) else { return false };
            command = below.clone();
        }
    }
    true
}

#[test]
fn what_each_page_does_a_command_does_too_or_it_is_said_why_not() {
    let known: BTreeSet<String> = PAGES.iter().map(|(page, _)| (*page).to_owned()).collect();
    assert_eq!(known.len(), PAGES.len(), "a page stands there once");
    let addresses = addresses();
    let missing: Vec<_> = addresses.difference(&known).collect();
    assert!(missing.is_empty(), "say which command does the same: {missing:?}");
    let stale: Vec<_> = known.difference(&addresses).collect();
    assert!(stale.is_empty(), "no page answers these any more: {stale:?}");
    let tree = command();
    for (page, same) in PAGES {
        match same {
            By(lines) => {
                assert!(!lines.is_empty(), "{page}");
                for line in *lines {
                    assert!(is_there(&tree, line), "{page}: no `kecuali {line}`");
                }
            }
            Not(reason) => assert!(!reason.is_empty(), "{page}"),
        }
    }
}

#[test]
fn the_table_would_notice() {
    let source = "Router::new()\n.route(\"/a\", get(x).post(y))\n.route(\"/b\", post(z));\nget(w)";
    assert_eq!(routes(source), ["GET /a", "POST /a", "POST /b"]);
    assert!(addresses().len() > 90, "the sources are where they were");
    let tree = command();
    assert!(is_there(&tree, "entry list --search"));
    assert!(!is_there(&tree, "entry list --find") && !is_there(&tree, "entri list"));
}
