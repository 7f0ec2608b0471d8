/* SPDX-License-Identifier: ISC */
/*
 * A NOTIFICATION's body and the text in it: no control character survives, and
 * what is kept is written as it was read.
 */
#include <stdlib.h>
#include <string.h>

#include "bgp/message.h"
#include "bgp/notification.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
check_back(const struct notify *m, const uint8_t *p, size_t n)
{
	uint8_t room[MSG_HEADER + 2 + sizeof(m->data)];
	struct wbuf w;

	wbuf_fixed(&w, room, sizeof(room));
	notify_write(&w, m);
	if (w.failed || w.len > MSG_HEADER + n || (w.len < MSG_HEADER + n &&
	    m->len < sizeof(m->data)) ||
	    memcmp(room + MSG_HEADER, p, w.len - MSG_HEADER) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char text[SHUTDOWN_TEXT_MAX + 1], name[128];
	struct notify m;
	size_t len, i;

	if (notify_read(rbuf_of(p, n), &m) == -1)
		return 0;
	check_back(&m, p, n);
	(void)notify_name(m.code, m.subcode, name, sizeof(name));
	len = notify_shutdown_text(&m, text, sizeof(text));
	if (len != strlen(text))
		abort();
	for (i = 0; i < len; i++)
		if ((uint8_t)text[i] < 0x20 || text[i] == 0x7f)
			abort();
	return 0;
}
