/* SPDX-License-Identifier: ISC */
/*
 * An OPEN's body: what is read is written, reads as the same, and is written
 * the same again.
 */
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "bgp/open.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	uint8_t room[MSG_EXTENDED_MAX], more[MSG_EXTENDED_MAX];
	struct open o, again;
	struct notify err;
	struct wbuf w, v;

	if (open_read(rbuf_of(p, n), &o, &err) == -1) {
		if (err.code != NOTIFY_OPEN)
			abort();
		return 0;
	}
	wbuf_fixed(&w, room, sizeof(room));
	open_write(&w, &o);
	if (w.failed)
		return 0;
	if (open_read(rbuf_of(room + MSG_HEADER, w.len - MSG_HEADER), &again,
	    &err) == -1 || again.as != o.as || again.id != o.id ||
	    again.hold_time != o.hold_time)
		abort();
	wbuf_fixed(&v, more, sizeof(more));
	open_write(&v, &again);
	if (v.failed || v.len != w.len || memcmp(more, room, w.len) != 0)
		abort();
	return 0;
}
