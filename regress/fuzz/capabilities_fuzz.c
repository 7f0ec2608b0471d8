/* SPDX-License-Identifier: ISC */
/*
 * A list of capabilities: what is written of it reads, and is written the same
 * again.
 */
#include <stdlib.h>
#include <string.h>

#include "bgp/capability.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	uint8_t room[8192], more[8192];
	struct capabilities c, again;
	struct notify err;
	struct wbuf w, v;

	capabilities_init(&c);
	if (capabilities_read(rbuf_of(p, n), &c, &err) == -1)
		return 0;
	wbuf_fixed(&w, room, sizeof(room));
	capabilities_write(&w, &c);
	capabilities_init(&again);
	if (w.failed || capabilities_read(wbuf_view(&w), &again, &err) == -1)
		abort();
	wbuf_fixed(&v, more, sizeof(more));
	capabilities_write(&v, &again);
	if (v.failed || v.len != w.len || memcmp(more, room, w.len) != 0)
		abort();
	return 0;
}
