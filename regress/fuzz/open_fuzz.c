/* SPDX-License-Identifier: ISC */
/* An OPEN's body; what is read is written and read again. */
#include <stdlib.h>

#include "bgp/message.h"
#include "bgp/open.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	uint8_t room[MSG_EXTENDED_MAX];
	struct open o, again;
	struct notify err;
	struct wbuf w;

	if (open_read(rbuf_of(p, n), &o, &err) == -1) {
		if (err.code != NOTIFY_OPEN)
			abort();
		return 0;
	}
	wbuf_fixed(&w, room, sizeof(room));
	open_write(&w, &o);
	if (!w.failed && open_read(rbuf_of(room + MSG_HEADER,
	    w.len - MSG_HEADER), &again, &err) == -1)
		abort();
	return 0;
}
