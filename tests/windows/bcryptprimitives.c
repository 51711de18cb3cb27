/* Every Windows has this library; Wine has it from its version 9 on, and Debian 12 brings version 8.
   The Rust library draws from it what hash tables are seeded with, so no Rust program starts without.
   This stands in for it on the disk of the test and is in nothing that is handed out. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    while (length > 0) {
        ULONG part = length > 0x10000 ? 0x10000 : (ULONG)length;
        if (!RtlGenRandom(data, part)) return FALSE;
        data += part;
        length -= part;
    }
    return TRUE;
}
