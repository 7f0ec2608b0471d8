/* SPDX-License-Identifier: ISC */
/* UPDATE messages as contents of events: runs, families, what is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "common/event/event_help.h"
#include "event/event_read.h"

static const struct event_session as4 = { .as4 = true };

struct reading {
	struct help		*h;	/* its message holds the octets */
	struct wbuf		 canon;
	struct event_update	 u;
	int			 result;
};

static void
read_hex(struct reading *r, const struct event_session *s, const char *hex)
{
	struct rbuf body;

	memset(r, 0, sizeof(*r));
	r->h = help_new(EVENT_UPDATE);
	help_message(r->h, 2, hex);
	wbuf_growable(&r->canon, 1 << 17);
	body = r->h->e.message;
	assert_int_equal(rbuf_skip(&body, 19), 0);
	r->result = event_update_read(body, s, &r->canon, &r->u);
	r->h->e.u.update = &r->u;
}

static void
done(struct reading *r)
{
	wbuf_free(&r->canon);
	free(r->h);
}

#define ORIGIN	"40010100"
#define PATH	"400206" "0201" "0000FBF1"
#define NEXTHOP	"400304C0000209"

static void
reads_plain_fields(void **state)
{
	struct reading r;

	(void)state;
	read_hex(&r, &as4, "0002 080B 0014" ORIGIN PATH NEXTHOP "080A");
	assert_int_equal(r.result, 0);
	assert_int_equal(r.u.nruns, 2);
	assert_true(r.u.run[0].withdraw);
	assert_false(r.u.run[1].withdraw);
	assert_false(r.u.eor);
	assert_string_equal(help_write(r.h, -4),
	    "neighbor 192.0.2.2 receive update start\n"
	    "neighbor 192.0.2.2 receive update withdrawn 11.0.0.0/8\n"
	    "neighbor 192.0.2.2 receive update announced 10.0.0.0/8 next-hop "
	    "192.0.2.9 origin igp as-path [ 64497 ]\n"
	    "neighbor 192.0.2.2 receive update end\n\n");
	done(&r);
}

/* RFC 6793: AS_PATH of two octets comes out with four. */
static void
widens_old_paths(void **state)
{
	static const struct event_session old = { .as4 = false };
	struct reading r;

	(void)state;
	read_hex(&r, &old, "0000 0022" ORIGIN "400204" "0201" "5BA0" NEXTHOP
	    "C01106" "0201" "00011170" "C0080400640001" "080A");
	assert_int_equal(r.result, 0);
	assert_non_null(strstr(help_write(r.h, -4),
	    " as-path [ 70000 ] community 100:1\n"));
	done(&r);
}

static void
reads_mp_attributes(void **state)
{
	const struct event_session s = { .as4 = true,
	    .add_path = 1ULL << FAMILY_IPV6_UNICAST };
	struct reading r;

	(void)state;
	read_hex(&r, &s, "0000 003D"
	    "800F0C" "000201" "00000007" "2020010DB8"
	    ORIGIN PATH "800E1E" "000201" "10"
	    "20010DB8000000000000000000000009" "00" "00000009" "2020010DB8");
	assert_int_equal(r.result, 0);
	assert_int_equal(r.u.nruns, 2);
	assert_non_null(strstr(help_write(r.h, 4), "\"announce\": { "
	    "\"ipv6 unicast\": { \"2001:db8::9\": [ { \"nlri\": "
	    "\"2001:db8::/32\", \"path-information\": \"0.0.0.9\" } ] } }, "
	    "\"withdraw\": { \"ipv6 unicast\": [ { \"nlri\": "
	    "\"2001:db8::/32\", \"path-information\": \"0.0.0.7\" } ] }"));
	done(&r);
}

static void
finds_end_of_rib(void **state)
{
	struct reading r;

	(void)state;
	read_hex(&r, &as4, "0000 0000");
	assert_true(r.result == 0 && r.u.eor && r.u.eor_afi == 1 &&
	    r.u.eor_safi == 1 && r.u.nruns == 0);
	done(&r);
	/* Also of a family that Herald does not have. */
	read_hex(&r, &as4, "0000 0007 900F0003 0019 46");
	assert_true(r.result == 0 && r.u.eor && r.u.eor_afi == 25 &&
	    r.u.eor_safi == 70);
	assert_non_null(strstr(help_write(r.h, 4),
	    "\"eor\": { \"afi\" : \"l2vpn\", \"safi\" : \"evpn\" }"));
	done(&r);
}

/* RFC 7606 2: a bad MED withdraws what the message announces. */
static void
withdraws_what_is_malformed(void **state)
{
	struct reading r;

	(void)state;
	read_hex(&r, &as4, "0000 0019" ORIGIN PATH NEXTHOP "8004020000"
	    "080A");
	assert_int_equal(r.result, 0);
	assert_int_equal(r.u.attrs.left, 0);
	assert_non_null(strstr(help_write(r.h, 4), "\"update\": { "
	    "\"withdraw\": { \"ipv4 unicast\": [ { \"nlri\": "
	    "\"10.0.0.0/8\" } ] } }"));
	done(&r);
}

static void
refuses_what_ends_a_session(void **state)
{
	static const char *const bad[] = {
		"", "0001", "0002 00", "0000 0002 00",
		"0000 0000 21FFFFFFFFFF",		/* prefix length */
		"0002 080B 0014" ORIGIN PATH NEXTHOP "08",	/* cut */
		"0000 0009 800F 06 0019 46 010203",	/* family */
		"0000 000C 800E 09 0001 01 03 C00002 00 00", /* next hop */
		"0000 000E 800F 04 0001 01 00 800F 04 0001 01 00", /* twice */
	};
	struct reading r;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		read_hex(&r, &as4, bad[i]);
		if (r.result != -1)
			fail_msg("\"%s\" was taken", bad[i]);
		done(&r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_plain_fields),
		cmocka_unit_test(widens_old_paths),
		cmocka_unit_test(reads_mp_attributes),
		cmocka_unit_test(finds_end_of_rib),
		cmocka_unit_test(withdraws_what_is_malformed),
		cmocka_unit_test(refuses_what_ends_a_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
