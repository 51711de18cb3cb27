<?php
/**
 * Plugin Name: Daftar Informasi yang Dikecualikan KPU
 * Description: Shows the list of one office, or what holds for all, as the central server publishes it: [kecuali_dik kantor="3604"]. Keeps the last copy that was verified, and shows it while the server is away.
 * Version: 1.1
 * License: MIT OR Apache-2.0
 *
 * One file, for three uses:
 *  - a WordPress plugin: copy it to wp-content/plugins/, set the constants below in wp-config.php;
 *  - any PHP page: require it, and echo kecuali_dik_html(kecuali_dik_settings([...]));
 *  - a terminal or cron: php kecuali-dik.php --server=URL --root=HEX --key=HEX --cache=DIR [--office=3604]
 *
 * Needs PHP 7.4 with sodium, as every PHP of today has it. What is verified, and what is not, is in
 * docs/WEBSITE.md of Kecuali.
 */

/** Of the bytes of a manifest. */
const KECUALI_DIK_MOST_OF_MANIFEST = 4 << 20;

/** The settings, from an array or else from constants named KECUALI_DIK_SERVER and so on. */
function kecuali_dik_settings(array $given = []): array
{
    $setting = function (string $name, $else) use ($given) {
        $constant = 'KECUALI_DIK_' . strtoupper($name);
        return $given[$name] ?? (defined($constant) ? constant($constant) : $else);
    };
    return [
        'server' => rtrim($setting('server', ''), '/'),
        // The id of the trust root, and the log keys this website trusts, in hexadecimal. Several
        // keys are separated by commas, so that a new one can be there before the old one goes.
        'root' => strtolower($setting('root', '')),
        'key' => strtolower($setting('key', '')),
        'cache' => rtrim($setting('cache', sys_get_temp_dir() . '/kecuali-dik'), '/'),
        // With or without the dot of a Kemendagri code; none for what holds for every office.
        'office' => str_replace('.', '', strtoupper($setting('office', ''))),
        // Seals what is kept beside the copy, so that a page need not read a country's list. It must
        // be known to nobody who can write to the cache. Without one every page reads the copy.
        'secret' => $setting('secret', function_exists('wp_salt') ? wp_salt() : ''),
        'seconds' => (int) $setting('seconds', 900),
        'timeout' => (int) $setting('timeout', 5),
    ];
}

/**
 * Brings the kept copy up to date where it is older than `seconds`. Never throws: what goes wrong
 * is returned as a sentence, and the copy stays as it was.
 */
function kecuali_dik_pull(array $settings): ?string
{
    $folder = $settings['cache'];
    if (!is_dir($folder) && !@mkdir($folder, 0700, true)) {
        return 'Folder salinan tidak dapat dibuat.';
    }
    $looked = @filemtime("$folder/looked");
    if ($looked !== false && time() - $looked < $settings['seconds']) {
        $last = trim((string) @file_get_contents("$folder/looked"));
        return $last === '' ? null : $last;
    }
    // One visitor asks; whoever comes meanwhile is shown the copy.
    $lock = @fopen("$folder/lock", 'c');
    if (!$lock || !flock($lock, LOCK_EX | LOCK_NB)) {
        return null;
    }
    // Noted first: whatever comes of it, the next visitor is shown the copy.
    @touch("$folder/looked");
    try {
        kecuali_dik_take($settings);
        $wrong = null;
    } catch (RuntimeException $error) {
        $wrong = $error->getMessage();
    } catch (Throwable $error) {
        // An answer that is not of the form of a manifest; nothing of it was believed.
        $wrong = 'Jawaban server tidak dapat dibaca.';
    }
    @file_put_contents("$folder/looked", (string) $wrong);
    flock($lock, LOCK_UN);
    return $wrong;
}

/** Fetches, verifies and only then keeps. Throws a RuntimeException where any of it fails. */
function kecuali_dik_take(array $settings): void
{
    $folder = $settings['cache'];
    $address = $settings['server'] . '/api/v1/snapshots';
    $most = KECUALI_DIK_MOST_OF_MANIFEST;
    try {
        $text = stream_get_contents(kecuali_dik_open("$address/latest/manifest.json", $most, $settings), $most);
        $edition = kecuali_dik_verified($text, $settings);
        $kept = kecuali_dik_kept($settings);
        if ($kept && $kept['edition']['event'] === $edition['event']) {
            return;
        }
        if ($kept && kecuali_dik_is_older($edition, $kept['edition'])) {
            throw new RuntimeException('Server memberi daftar yang lebih tua daripada salinan di sini.');
        }
        $file = kecuali_dik_file($edition);
        $patient = ['timeout' => max($settings['timeout'], 60)] + $settings;
        $rows = kecuali_dik_open("$address/{$edition['event']}/{$file['name']}", $file['bytes'], $patient);
        // The two are one file, so that no visitor ever reads one of each; the first line is one.
        kecuali_dik_write("$folder/new", strtr($text, "\r\n", '  '), $rows, $file, $patient['timeout']);
        if (!@rename("$folder/new", "$folder/copy")) {
            throw new RuntimeException('Salinan tidak dapat disimpan.');
        }
    } finally {
        @unlink("$folder/new");
        @unlink("$folder/fetched");
    }
}

/** Writes a manifest and its rows, piece by piece: a country's list is long, a website's memory small. */
function kecuali_dik_write(string $path, string $manifest, $rows, array $file, int $seconds): void
{
    $new = @fopen($path, 'w');
    $kept = $new && @fwrite($new, "$manifest\n") === strlen($manifest) + 1;
    [$bytes, $hash, $until] = [0, hash_init('sha256'), time() + $seconds];
    while ($kept && $bytes <= $file['bytes'] && time() <= $until && !feof($rows)) {
        $part = (string) fread($rows, 1 << 16);
        $bytes += strlen($part);
        hash_update($hash, $part);
        $kept = @fwrite($new, $part) === strlen($part);
    }
    // Also after the power fails, the copy is the one of before or this one.
    $kept = $kept && fflush($new) && (!function_exists('fsync') || @fsync($new)) && fclose($new);
    if (!$kept) {
        throw new RuntimeException('Salinan tidak dapat disimpan.');
    }
    if ($bytes !== $file['bytes'] || !hash_equals($file['sha256'], hash_final($hash))) {
        throw new RuntimeException('Daftar dari server tidak sama dengan yang ditandatangani.');
    }
}

/**
 * Whether a list is older than another. One that was signed once is still an older list, and may
 * show what was taken down since. Events of one start of the server are numbered; of two starts
 * only the days can be compared.
 */
function kecuali_dik_is_older(array $edition, array $kept): bool
{
    [$start, $number] = array_pad(explode('.', $edition['event'], 2), 2, '0');
    [$kept_start, $kept_number] = array_pad(explode('.', $kept['event'], 2), 2, '0');
    $before = $start === $kept_start && (int) $number < (int) $kept_number;
    return $before || strcmp($edition['day'], $kept['day']) < 0;
}

/** What a manifest says, once one of the trusted keys is known to have signed it. */
function kecuali_dik_verified(string $text, array $settings): array
{
    $manifest = json_decode($text, true);
    $edition = $manifest['edition'] ?? null;
    if (!is_array($edition) || !is_array($edition['files'] ?? null)) {
        throw new RuntimeException('Jawaban server tidak dapat dibaca.');
    }
    $frame = function (array $fields): string {
        return implode('', array_map(function (string $field): string {
            return pack('N', strlen($field)) . $field;
        }, $fields));
    };
    $files = [];
    foreach ($edition['files'] as $file) {
        if (!is_array($file)) {
            throw new RuntimeException('Jawaban server tidak dapat dibaca.');
        }
        array_push($files, (string) $file['name'], (string) $file['media_type']);
        array_push($files, pack('J', (int) $file['bytes']), kecuali_dik_bytes($file['sha256']));
    }
    $signed = $frame([
        'kecuali/1/files', kecuali_dik_bytes($settings['root']), (string) $edition['event'],
        (string) $edition['day'], pack('J', (int) $edition['rows']),
        kecuali_dik_bytes($edition['digest']), $frame($files),
    ]);
    $signature = kecuali_dik_bytes($manifest['signature'] ?? '');
    foreach (array_filter(explode(',', $settings['key'])) as $key) {
        $key = kecuali_dik_bytes(trim($key));
        if (strlen($signature) === SODIUM_CRYPTO_SIGN_BYTES
            && strlen($key) === SODIUM_CRYPTO_SIGN_PUBLICKEYBYTES
            && sodium_crypto_sign_verify_detached($signature, $signed, $key)) {
            return $edition;
        }
    }
    throw new RuntimeException('Tanda tangan pada daftar tidak berasal dari kunci yang dipercaya.');
}

function kecuali_dik_file(array $edition): array
{
    foreach ($edition['files'] as $file) {
        if ($file['name'] === 'daftar.ndjson') {
            return $file;
        }
    }
    throw new RuntimeException('Server tidak menyediakan daftar.ndjson.');
}

/** The bytes of a hexadecimal text; none where it is not one. */
function kecuali_dik_bytes($text): string
{
    $hexadecimal = is_string($text) && strlen($text) % 2 === 0 && ctype_xdigit($text);
    return $hexadecimal ? hex2bin($text) : '';
}

/** One answer of the server, to be read; of a longer one than is expected, a byte more than that. */
function kecuali_dik_open(string $address, int $most, array $settings)
{
    if (function_exists('wp_remote_get')) {
        // Left to itself WordPress holds an answer in memory, more than once.
        $path = $settings['cache'] . '/fetched';
        $answer = wp_remote_get($address, [
            'timeout' => $settings['timeout'], 'redirection' => 0, 'limit_response_size' => $most + 1,
            'stream' => true, 'filename' => $path,
        ]);
        $status = is_wp_error($answer) ? 0 : wp_remote_retrieve_response_code($answer);
        $stream = $status === 200 ? @fopen($path, 'r') : false;
    } else {
        $context = stream_context_create(['http' => [
            'timeout' => $settings['timeout'], 'follow_location' => 0, 'ignore_errors' => false,
        ]]);
        $stream = @fopen($address, 'r', false, $context);
    }
    if (!$stream) {
        throw new RuntimeException('Server tidak dapat dihubungi atau jawabannya tidak dapat dipakai.');
    }
    return $stream;
}

/** The copy that was verified last: its edition, and as lines of JSON the rows that are to be shown. */
function kecuali_dik_kept(array $settings): ?array
{
    $copy = @fopen($settings['cache'] . '/copy', 'r');
    if (!$copy) {
        return null;
    }
    $manifest = rtrim((string) fgets($copy, KECUALI_DIK_MOST_OF_MANIFEST), "\n");
    // The folder is not trusted either: what is shown was signed, by the server or by this website.
    try {
        $edition = kecuali_dik_verified($manifest, $settings);
        $lines = kecuali_dik_noted($manifest, $settings);
        if ($lines === null) {
            $lines = kecuali_dik_picked($copy, kecuali_dik_file($edition), $settings['office']);
            kecuali_dik_note($manifest, $lines, $settings);
        }
    } catch (Throwable $error) {
        return null;
    }
    return ['edition' => $edition, 'lines' => $lines];
}

/** The rows of one office out of the copy, which is read to its end to verify it. */
function kecuali_dik_picked($copy, array $file, string $office): array
{
    $hash = hash_init('sha256');
    $lines = [];
    while (($line = fgets($copy)) !== false) {
        hash_update($hash, $line);
        $row = json_decode($line, true);
        if (is_array($row) && kecuali_dik_concerns($row, $office)) {
            $lines[] = rtrim($line, "\n");
        }
    }
    if (!hash_equals($file['sha256'], hash_final($hash))) {
        throw new RuntimeException('Salinan rusak.');
    }
    return $lines;
}

/** What was noted for an office, if it is of the copy with this manifest and of this website. */
function kecuali_dik_noted(string $manifest, array $settings): ?array
{
    $noted = $settings['secret'] === '' ? false : @file_get_contents(kecuali_dik_notes($settings));
    [$seal, $text] = array_pad(explode("\n", (string) $noted, 2), 2, '');
    if (!hash_equals(kecuali_dik_seal($manifest, $text, $settings), $seal)) {
        return null;
    }
    return $text === '' ? [] : explode("\n", $text);
}

/** Notes what was picked, for the next page. Where that fails, or was half done, it reads the copy again. */
function kecuali_dik_note(string $manifest, array $lines, array $settings): void
{
    if ($settings['secret'] !== '') {
        $text = implode("\n", $lines);
        $seal = kecuali_dik_seal($manifest, $text, $settings);
        @file_put_contents(kecuali_dik_notes($settings), "$seal\n$text", LOCK_EX);
    }
}

function kecuali_dik_notes(array $settings): string
{
    return $settings['cache'] . '/rows-' . rawurlencode($settings['office']);
}

function kecuali_dik_seal(string $manifest, string $text, array $settings): string
{
    return hash_hmac('sha256', "{$settings['office']}\n$manifest\n$text", $settings['secret']);
}

/** Whether a row holds for every office, or is the own one of the office that is named. */
function kecuali_dik_concerns(array $row, string $office): bool
{
    $code = str_replace('.', '', (string) ($row['office']['code'] ?? ''));
    $own = $office !== '' && in_array($office, [$row['office']['id'] ?? '', $code], true);
    return $own || ($row['kind'] ?? '') === 'national';
}

/** The list as HTML, after a look whether there is a newer one. */
function kecuali_dik_html(array $settings): string
{
    return kecuali_dik_page($settings)[1];
}

/** The same after a code for cron: 0 for an up to date copy, 3 for an older one, 1 where there is none. */
function kecuali_dik_page(array $settings): array
{
    $wrong = kecuali_dik_pull($settings);
    $kept = kecuali_dik_kept($settings);
    if (!$kept) {
        return [1, '<p class="kecuali-dik">Daftar Informasi yang Dikecualikan belum dapat ditampilkan. '
            . kecuali_dik_text((string) $wrong) . '</p>'];
    }
    $columns = [
        'Informasi' => 'information', 'Dasar hukum' => 'legal_basis',
        'Konsekuensi bila dibuka' => 'consequence_if_opened',
        'Konsekuensi bila ditutup' => 'consequence_if_closed', 'Jangka waktu' => 'period',
    ];
    $html = '<div class="kecuali-dik"><table><caption>Daftar Informasi yang Dikecualikan, data per tanggal '
        . kecuali_dik_text(kecuali_dik_day($kept['edition']['day'])) . '</caption><thead><tr><th scope="col">No.</th>';
    foreach (array_keys($columns) as $title) {
        $html .= '<th scope="col">' . $title . '</th>';
    }
    $html .= '<th scope="col">Keputusan</th></tr></thead><tbody>';
    foreach ($kept['lines'] as $number => $line) {
        $row = json_decode($line, true);
        $html .= '<tr><td>' . ($number + 1) . '</td>';
        foreach ($columns as $column) {
            $html .= '<td>' . kecuali_dik_text(kecuali_dik_words($row[$column] ?? '')) . '</td>';
        }
        $link = $settings['server'] . '/informasi/' . rawurlencode($row['id']);
        $html .= '<td><a href="' . kecuali_dik_text($link) . '">'
            . kecuali_dik_text($row['determination']['text'] ?? '') . '</a></td></tr>';
    }
    $html .= '</tbody></table>';
    if ($settings['office'] === '') {
        // A country's list is no page; each office has one.
        $html .= '<p>Daftar ini berlaku untuk setiap kantor. <a href="'
            . kecuali_dik_text($settings['server'] . '/kantor') . '">Daftar tiap kantor</a></p>';
    }
    if ($wrong) {
        $html .= '<p>Salinan terakhir yang terverifikasi. ' . kecuali_dik_text($wrong) . '</p>';
    }
    return [$wrong ? 3 : 0, $html . '</div>'];
}

/** What people read of a column. */
function kecuali_dik_words($value): string
{
    if (is_string($value)) {
        return $value;
    }
    if (isset($value['withheld'])) {
        return '(tidak ditampilkan)';
    }
    return $value['text'] ?? implode('; ', array_map('kecuali_dik_words', $value));
}

function kecuali_dik_day(string $day): string
{
    $months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus',
        'September', 'Oktober', 'November', 'Desember'];
    [$year, $month, $date] = array_pad(explode('-', $day), 3, '1');
    return (int) $date . ' ' . ($months[(int) $month - 1] ?? $month) . ' ' . $year;
}

function kecuali_dik_text(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}

if (function_exists('add_shortcode')) {
    add_shortcode('kecuali_dik', function ($asked): string {
        $asked = shortcode_atts(['kantor' => ''], is_array($asked) ? $asked : []);
        $uploads = wp_upload_dir();
        $cache = $uploads['basedir'] . '/kecuali-dik';
        return kecuali_dik_html(kecuali_dik_settings(['office' => $asked['kantor'], 'cache' => $cache]));
    });
} elseif (PHP_SAPI === 'cli' && realpath($argv[0] ?? '') === __FILE__) {
    $names = ['server', 'root', 'key', 'cache', 'office', 'seconds', 'timeout'];
    $given = getopt('', array_map(function ($name) {
        return "$name:";
    }, $names));
    if (!isset($given['server'], $given['root'], $given['key'])) {
        fwrite(STDERR, "php kecuali-dik.php --server=URL --root=HEX --key=HEX --cache=DIR [--office=3604]\n");
        exit(2);
    }
    [$code, $html] = kecuali_dik_page(kecuali_dik_settings($given));
    echo $html, "\n";
    exit($code);
}
