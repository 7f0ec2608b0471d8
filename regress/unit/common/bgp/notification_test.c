/* SPDX-License-Identifier: ISC */
/* NOTIFICATION: bytes, names, and text by a stranger (RFC 9003). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "bgp/message.h"
#include "bgp/notification.h"

static void
there_and_back(void **state)
{
	uint8_t room[MSG_MAX];
	struct notify n, back;
	struct wbuf w;

	(void)state;
	notify_set_text(&n, NOTIFY_CEASE, CEASE_RESET, "Administrative Reset");
	wbuf_fixed(&w, room, sizeof(room));
	notify_write(&w, &n);
	assert_int_equal(w.len, 21 + 21);
	assert_memory_equal(room + 18, "\3\6\4\24Administrative", 18);
	assert_int_equal(notify_read(rbuf_of(room + MSG_HEADER,
	    w.len - MSG_HEADER), &back), 0);
	assert_memory_equal(&n, &back, sizeof(n));
	assert_int_equal(notify_read(rbuf_of(room, 1), &back), -1);
}

static const struct {
	const char	*body;
	size_t		 len;
	const char	*want;
} texts[] = {
	{ "\6\2\3abc", 6, "abc" },
	{ "\6\2\377abc", 6, "abc" },		/* says more than is there */
	{ "\6\2\0", 3, "" },
	{ "\6\2", 2, "" },
	{ "\6\1\3abc", 6, "" },			/* no text in that one */
	{ "\6\11\6\2\3abc", 8, "abc" },		/* inside a hard reset */
	{ "\6\11", 2, "" },
	{ "\6\4\5a\33\n\177b", 8, "a???b" },
	{ "\6\4\4\303\251\303!", 7, "\303\251?!" },
	{ "\6\4\2\302\205", 5, "?" },		/* C1 control */
	{ "\6\4\3\355\240\200", 6, "???" },	/* surrogate */
	{ "\6\4\2\300\257", 5, "??" },		/* overlong */
};

static void
text_is_cleaned(void **state)
{
	char out[SHUTDOWN_TEXT_MAX + 1];
	struct notify n;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(notify_read(rbuf_of(texts[i].body,
		    texts[i].len), &n), 0);
		assert_int_equal(notify_shutdown_text(&n, out, sizeof(out)),
		    strlen(texts[i].want));
		assert_string_equal(out, texts[i].want);
	}
}

static void
long_text_is_cut_at_a_character(void **state)
{
	char text[400], out[4];
	struct notify n;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + 254, "\303\251", 2);
	text[399] = '\0';
	notify_set_text(&n, NOTIFY_CEASE, CEASE_DOWN, text);
	assert_int_equal(n.len, 1 + 254);
	assert_int_equal(n.data[0], 254);
	assert_int_equal(notify_shutdown_text(&n, out, sizeof(out)), 3);
}

static void
names(void **state)
{
	char buf[96];

	(void)state;
	assert_string_equal(notify_name(6, 2, buf, sizeof(buf)),
	    "Cease, Administrative Shutdown");
	assert_string_equal(notify_name(4, 0, buf, sizeof(buf)),
	    "Hold Timer Expired");
	assert_string_equal(notify_name(6, 99, buf, sizeof(buf)),
	    "Cease, subcode 99");
	assert_string_equal(notify_name(99, 1, buf, sizeof(buf)),
	    "code 99, subcode 1");
	assert_string_equal(notify_name(0, 0, buf, sizeof(buf)),
	    "code 0, subcode 0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(text_is_cleaned),
		cmocka_unit_test(long_text_is_cut_at_a_character),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
