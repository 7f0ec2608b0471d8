/* SPDX-License-Identifier: ISC */
/* A NOTIFICATION's body and the text in it: no control character survives. */
#include <stdlib.h>
#include <string.h>

#include "bgp/notification.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	char text[SHUTDOWN_TEXT_MAX + 1], name[128];
	struct notify m;
	size_t len, i;

	if (notify_read(rbuf_of(p, n), &m) == -1)
		return 0;
	(void)notify_name(m.code, m.subcode, name, sizeof(name));
	len = notify_shutdown_text(&m, text, sizeof(text));
	if (len != strlen(text))
		abort();
	for (i = 0; i < len; i++)
		if ((uint8_t)text[i] < 0x20 || text[i] == 0x7f)
			abort();
	return 0;
}
