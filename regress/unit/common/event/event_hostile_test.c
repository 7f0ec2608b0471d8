/* SPDX-License-Identifier: ISC */
/*
 * Whatever octets a neighbour puts where it may choose them: an event in JSON
 * stays one line of valid JSON and UTF-8 with the same keys, and in text the
 * same number of lines and of words outside of quotes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "bgp/message.h"
#include "common/event/event_help.h"
#include "common/event/json_check.h"
#include "event/event_read.h"

enum { ROUNDS = 4000 };

static uint64_t	seed = 88172645463325252ULL;

static uint8_t
random_octet(void)
{
	/* Half of them are those that mean something somewhere. */
	static const char odd[] = "\"\\\n\r\t {}[](),:\x7f\xff\xc2\xe2\x80\xae";

	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	if ((seed & 0x100) != 0)
		return (uint8_t)odd[(seed >> 16) % sizeof(odd)];
	return (uint8_t)(seed >> 24);
}

static void
fill(uint8_t *p, size_t n)
{
	while (n-- > 0)
		*p++ = random_octet();
}

/* What has to stay equal between two fillings of one event. */
struct look {
	char		 skeleton[CHECK_SKELETON];
	unsigned	 lines;
	unsigned	 words;		/* outside of quotes */
};

static void
look_at_text(const char *text, struct look *l)
{
	bool quoted = false, blank = true;

	for (; *text != '\0'; text++) {
		if (quoted && *text == '\\')
			text++;
		else if (*text == '"')
			quoted = !quoted;
		else if (*text == '\n' || *text == ' ') {
			assert_false(quoted && *text == '\n');
			l->lines += *text == '\n';
			if (!quoted)
				blank = true;
			continue;
		} else
			assert_in_range((uint8_t)*text, 0x20, 0xff);
		if (blank)
			l->words++;
		blank = false;
	}
}

static void
look(struct help *h, int shape, struct look *l)
{
	struct json_check c;
	const char *out = help_write(h, shape);

	memset(l, 0, sizeof(*l));
	assert_int_equal(h->written, 1);
	if (shape < 0) {
		look_at_text(out, l);
		return;
	}
	if (!json_check_line(&c, out, strlen(out)))
		fail_msg("not one line of JSON: %s", out);
	memcpy(l->skeleton, c.skeleton, sizeof(l->skeleton));
}

/* Fills n octets at p again and again; words: text is looked at too. */
static void
stays_alike(struct help *h, uint8_t *p, size_t n, bool words)
{
	static struct look first, again;
	int shape, round;

	for (shape = SHAPE_4; shape <= SHAPE_6; shape++) {
		memset(p, 'a', n);
		look(h, shape, &first);
		for (round = 0; round < ROUNDS / 10; round++) {
			fill(p, n);
			look(h, shape, &again);
			assert_string_equal(first.skeleton, again.skeleton);
		}
		memset(p, 'a', n);
		look(h, -shape, &first);
		for (round = 0; words && round < ROUNDS / 10; round++) {
			fill(p, n);
			look(h, -shape, &again);
			assert_int_equal(first.lines, again.lines);
			assert_int_equal(first.words, again.words);
		}
	}
}

static void
holds_for_reasons(void **state)
{
	struct help *h = help_new(EVENT_DOWN);
	uint8_t reason[40];

	(void)state;
	h->e.u.reason = rbuf_of(reason, sizeof(reason));
	stays_alike(h, reason, sizeof(reason), false);
	free(h);
}

/* A reason is the rest of its line, whatever it says. */
static void
keeps_a_reason_on_its_line(void **state)
{
	struct help *h = help_new(EVENT_DOWN);
	uint8_t reason[40];
	size_t n;
	int round;

	(void)state;
	h->e.u.reason = rbuf_of(reason, sizeof(reason));
	for (round = 0; round < ROUNDS; round++) {
		fill(reason, sizeof(reason));
		n = strlen(help_write(h, -4));
		assert_memory_equal(h->out, "neighbor 192.0.2.2 down - ", 26);
		assert_ptr_equal(strchr(h->out, '\n'), h->out + n - 2);
		assert_int_equal(h->out[n - 1], '\n');
	}
	free(h);
}

static void
holds_for_notifications(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_NOTIFICATION, "0602 0A 61616161616161616161");
	stays_alike(h, h->message + 22, 10, true);
	help_message(h, MSG_NOTIFICATION, "0307 61616161616161616161");
	stays_alike(h, h->message + 19, 12, true);
	free(h);
}

static void
holds_for_advisories(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_OPERATIONAL,
	    "0001 0013 0001 01 61616161616161616161616161616161");
	stays_alike(h, h->message + 26, 16, true);
	free(h);
}

/* Host name, domain name and version; an unknown capability. */
static void
holds_for_names_in_open(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, MSG_OPEN, "04 FBF1 005A C0000202 2F"
	    "02 15 49 13 0A 61616161616161616161 07 61616161616161"
	    "02 10 4B 0E 0D 61616161616161616161616161"
	    "02 04 63 02 6161");
	stays_alike(h, h->message + 19 + 10 + 5, 10, true);
	stays_alike(h, h->message + 19 + 10 + 16, 7, true);
	stays_alike(h, h->message + 19 + 10 + 23 + 5, 13, true);
	stays_alike(h, h->message + 19 + 10 + 23 + 18 + 4, 2, true);
	free(h);
}

static void
holds_for_octets(void **state)
{
	struct help *h = help_new(EVENT_MESSAGE);

	(void)state;
	help_message(h, 9, "61616161616161616161");
	stays_alike(h, h->message + 19, 10, true);
	h->form.what = EVENT_PACKETS;
	help_message(h, MSG_UPDATE, "61616161616161616161");
	stays_alike(h, h->message, 16, true);
	stays_alike(h, h->message + 19, 10, true);
	free(h);
}

/* An opaque attribute, communities of each kind, an AS_PATH's numbers. */
static void
holds_for_attributes(void **state)
{
	static const struct event_session s = { .as4 = true };
	struct help *h = help_new(EVENT_UPDATE);
	struct event_update u;
	struct wbuf canon;
	uint8_t raw[128];

	(void)state;
	help_message(h, MSG_UPDATE, "0000 0048 40010100 40020A 0202 61616161"
	    "61616161 400304C0000209 C008086161616161616161"
	    "C0100861616161 61616161 C0200C616161616161616161616161"
	    "C09908 6161616161616161 080A");
	h->message[22] = (uint8_t)(h->e.message.left - 19 - 4 - 2);
	wbuf_growable(&canon, 1 << 17);
	assert_int_equal(event_update_read(rbuf_of(h->message + 19,
	    h->e.message.left - 19), &s, &canon, &u), 0);
	assert_in_range(canon.len, 60, sizeof(raw));
	memcpy(raw, canon.p, canon.len);
	u.attrs = rbuf_of(raw, canon.len);
	h->e.u.update = &u;
	stays_alike(h, raw + 4 + 5, 8, true);		/* AS numbers */
	stays_alike(h, raw + 4 + 13 + 7 + 3, 8, true);	/* communities */
	stays_alike(h, raw + 4 + 13 + 7 + 11 + 3 + 2, 6, false);
	stays_alike(h, raw + 4 + 13 + 7 + 11 + 11 + 3, 12, true);
	stays_alike(h, raw + canon.len - 8, 8, true);	/* opaque */
	wbuf_free(&canon);
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_for_reasons),
		cmocka_unit_test(keeps_a_reason_on_its_line),
		cmocka_unit_test(holds_for_notifications),
		cmocka_unit_test(holds_for_advisories),
		cmocka_unit_test(holds_for_names_in_open),
		cmocka_unit_test(holds_for_octets),
		cmocka_unit_test(holds_for_attributes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
