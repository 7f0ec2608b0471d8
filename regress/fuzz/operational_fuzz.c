/* SPDX-License-Identifier: ISC */
/*
 * OPERATIONAL messages of an image: what is unpacked packs to the same octets
 * and is a message that may be sent; what is not leaves everything alone.  One
 * of a family that no row means is neither, until the image is in force.
 */
#include <stdlib.h>
#include <string.h>

#include "bgp/operational.h"

int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_message(const struct operational *o)
{
	uint8_t room[OPERATIONAL_MAX];
	struct message_head h;
	struct notify err;
	struct wbuf w;

	wbuf_fixed(&w, room, sizeof(room));
	operational_write(&w, o, 1);
	if (w.failed || message_head_read(room, MESSAGE_OPERATIONAL, &h,
	    &err) == -1 || h.len != w.len || h.type != MSG_OPERATIONAL)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct rbuf b = rbuf_of(data, size), at;
	struct operational o, before;
	struct wbuf w;

	wbuf_growable(&w, 1 << 17);
	memset(&o, 0, sizeof(o));
	for (;;) {
		at = b;
		before = o;
		if (operational_unpack(&b, &o) == -1)
			break;
		if (o.family == FAMILY_NONE)
			continue;
		wbuf_reset(&w);
		operational_pack(&w, &o);
		if (w.failed || at.left - b.left != w.len ||
		    memcmp(at.p, w.p, w.len) != 0)
			abort();
		check_message(&o);
	}
	if (b.p != at.p || b.left != at.left ||
	    memcmp(&o, &before, sizeof(o)) != 0)
		abort();
	wbuf_free(&w);
	return 0;
}
