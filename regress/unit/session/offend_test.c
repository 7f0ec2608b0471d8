/* SPDX-License-Identifier: ISC */
/*
 * Messages that the session engine refuses by itself: each is noted once, as
 * it was read, with the NOTIFICATION that its sender gets.
 */
#include "harness.h"

struct want {
	unsigned	verdict;
	uint8_t		code;
	uint8_t		subcode;
	const char	*why;
};

static const struct offence *
noted(struct harness *h, const void *octets, size_t len,
    const struct want *w)
{
	const struct offence *o;
	struct rbuf msg;

	assert_true(offences_last(h->e.offences) <= 1);
	o = offences_next(h->e.offences, 0, &msg);
	if (o == NULL)
		fail_msg("%s: not noted", w->why);
	assert_string_equal(o->why, w->why);
	assert_int_equal(msg.left, len);
	assert_memory_equal(msg.p, octets, len);
	assert_int_equal(o->verdict, w->verdict);
	assert_int_equal(o->code, w->code);
	assert_int_equal(o->subcode, w->subcode);
	return o;
}

static size_t
message(uint8_t *p, uint8_t type, const void *body, size_t n)
{
	memset(p, 0xff, MSG_MARKER);
	p[16] = (uint8_t)((MSG_HEADER + n) >> 8);
	p[17] = (uint8_t)(MSG_HEADER + n);
	p[18] = type;
	if (n > 0)
		memcpy(p + MSG_HEADER, body, n);
	return MSG_HEADER + n;
}

/* To a session in OpenSent; of len octets only the first noted ones count. */
static void
refuse_opening(const struct conf_neighbor *c, const uint8_t *octets,
    size_t len, size_t noted_len, const struct want *w)
{
	struct harness *h = harness_new(c);
	const struct offence *o;

	peer_start(h->p);
	h->peer_fd = incoming(h);
	turn(h, 5);
	say(h->peer_fd, octets, len);
	turn(h, 5);
	o = noted(h, octets, noted_len, w);
	assert_int_equal(o->peer_as, c->peer_as);
	assert_int_equal(o->local_as, c->local_as);
	assert_int_equal(o->share, c->id);
	assert_true(addr_eq(&o->remote, &c->remote));
	assert_false(o->as4);
	assert_string_equal(o->description, "edge-1");
	assert_string_equal(o->group, "edge");
	expect_notification(h->peer_fd, w->code, w->subcode);
	harness_free(h);
}

static const uint8_t open_version_3[] = { 3, 0xff, 0xfd, 0, 90, 10, 0, 0, 3,
    0 };
static const uint8_t open_other_as[] = { 4, 0xfb, 0xf4, 0, 90, 10, 0, 0, 3,
    0 };
static const uint8_t open_hold_1[] = { 4, 0xff, 0xfd, 0, 1, 10, 0, 0, 3, 0 };
static const uint8_t open_no_id[] = { 4, 0xff, 0xfd, 0, 90, 0, 0, 0, 0, 0 };
static const uint8_t open_param_1[] = { 4, 0xff, 0xfd, 0, 90, 10, 0, 0, 3,
    2, 1, 0 };
static const uint8_t open_cut_cap[] = { 4, 0xff, 0xfd, 0, 90, 10, 0, 0, 3,
    4, 2, 2, 1, 4 };

static void
notes_opens(void **state)
{
#define O(body) body, sizeof(body)
	static const struct {
		const uint8_t	*body;
		size_t		 len;
		struct want	 w;
	} rows[] = {
		{ O(open_version_3), { OFFENCE_SESSION_RESET, 2, 1,
		    "the version is not 4" } },
		{ O(open_other_as), { OFFENCE_SESSION_RESET, 2, 2,
		    "unexpected AS number: 64500" } },
		{ O(open_hold_1), { OFFENCE_SESSION_RESET, 2, 6,
		    "unacceptable hold time: 1" } },
		{ O(open_no_id), { OFFENCE_SESSION_RESET, 2, 3,
		    "the identifier is 0, or our own" } },
		{ O(open_param_1), { OFFENCE_SESSION_RESET, 2, 4,
		    "unknown optional parameter" } },
		{ O(open_cut_cap), { OFFENCE_SESSION_RESET, 2, 0,
		    "malformed parameters or capabilities" } },
	};
#undef O
	static const uint8_t zeros[100];
	struct conf_neighbor c = sample_conf();
	uint8_t msg[MSG_MAX];
	size_t i, len;

	(void)state;
	strlcpy(c.description, "edge-1", sizeof(c.description));
	strlcpy(c.group, "edge", sizeof(c.group));
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		len = message(msg, MSG_OPEN, rows[i].body, rows[i].len);
		refuse_opening(&c, msg, len, len, &rows[i].w);
	}
	len = message(msg, MSG_KEEPALIVE, NULL, 0);
	refuse_opening(&c, msg, len, len, &(struct want){
	    OFFENCE_SESSION_RESET, 5, 1, "KEEPALIVE in state OpenSent" });
	/* Of UPDATEs in a row, the first. */
	len = message(msg, MSG_UPDATE, "\0\0\0\0", 4);
	len += message(msg + len, MSG_UPDATE, "\0\0\0\0", 4);
	refuse_opening(&c, msg, len, len / 2, &(struct want){
	    OFFENCE_SESSION_RESET, 5, 1, "UPDATE in state OpenSent" });
	/* Another protocol: its length field means nothing. */
	memset(msg, 0, sizeof(msg));
	refuse_opening(&c, msg, 100, 100, &(struct want){
	    OFFENCE_SESSION_RESET, 1, 1, "the marker is not all ones" });
	/* Less than the header says, and more. */
	len = message(msg, MSG_KEEPALIVE, zeros, sizeof(zeros));
	refuse_opening(&c, msg, 50, 50, &(struct want){
	    OFFENCE_SESSION_RESET, 1, 2, "length that cannot be: 119" });
	msg[17] = 18;
	refuse_opening(&c, msg, len, MSG_HEADER, &(struct want){
	    OFFENCE_SESSION_RESET, 1, 2, "length that cannot be: 18" });
}

/* To a session that stands. */
static void
in_session(const uint8_t *octets, size_t len, const struct want *w)
{
	struct conf_neighbor c = sample_conf();
	struct harness *h;
	const struct offence *o;

	c.route_refresh = 1;
	h = harness_new(&c);
	establish(h);
	say(h->peer_fd, octets, len);
	turn(h, 5);
	if (w == NULL) {
		assert_int_equal(offences_last(h->e.offences), 0);
		assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
		harness_free(h);
		return;
	}
	o = noted(h, octets, len, w);
	assert_int_equal(o->peer_id, 0x0a000003);
	assert_int_equal(o->local_id, 0x0a000002);
	assert_true(o->as4);
	if (w->code != 0)
		expect_notification(h->peer_fd, w->code, w->subcode);
	else
		assert_int_equal(peer_state(h->p), ST_ESTABLISHED);
	harness_free(h);
}

static void
notes_what_a_session_ends_over(void **state)
{
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	len = message(msg, MSG_OPEN, open_hold_1, sizeof(open_hold_1));
	in_session(msg, len, &(struct want){ OFFENCE_SESSION_RESET, 5, 3,
	    "OPEN in state Established" });
	len = message(msg, 9, "abc", 3);
	in_session(msg, len, &(struct want){ OFFENCE_SESSION_RESET, 1, 3,
	    "unknown type: 9" });
	len = message(msg, MSG_KEEPALIVE, "a", 1);
	in_session(msg, len, &(struct want){ OFFENCE_SESSION_RESET, 1, 2,
	    "length that cannot be: 20" });
	len = message(msg, MSG_REFRESH, "\0\1\1\1\0", 5);
	in_session(msg, len, &(struct want){ OFFENCE_SESSION_RESET, 7, 1,
	    "length that the subtype cannot have" });
}

static void
notes_refreshes_that_are_passed_over(void **state)
{
	uint8_t msg[MSG_MAX];
	size_t len;

	(void)state;
	len = message(msg, MSG_REFRESH, "\0\1\7\1", 4);
	in_session(msg, len, &(struct want){ OFFENCE_IGNORED, 0, 0,
	    "unknown subtype" });
	len = message(msg, MSG_REFRESH, "\0\2\0\1", 4);
	in_session(msg, len, &(struct want){ OFFENCE_IGNORED, 0, 0,
	    "the family is not in use" });
	len = message(msg, MSG_REFRESH, "\0\1\0\1", 4);
	in_session(msg, len, NULL);
	len = message(msg, MSG_UPDATE, "\0\0\0\0", 4);
	in_session(msg, len, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notes_opens),
		cmocka_unit_test(notes_what_a_session_ends_over),
		cmocka_unit_test(notes_refreshes_that_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
