/* SPDX-License-Identifier: ISC */
/*
 * Messages and what is said of them: the fields with their places, faults at
 * the octet where they are, and the outcome of RFC 7606 and RFC 4271 6.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "explain_form.h"
#include "explain_message.h"
#include "hex_input.h"

#define MARK	"ffffffffffffffffffffffffffffffff"
#define ORIGIN	"40010100"
#define PATH	"4002060201" "0000fbf1"
#define NH	"400304c0000202"
#define NET	"18c63364"

static struct offline_session session;

static int
setup(void **state)
{
	struct command c;

	(void)state;
	command_init(&c);
	assert_int_equal(offline_session_init(&session, &c), 0);
	command_free(&c);
	/* An external neighbour. */
	session.local_as = 64496;
	session.peer_as = 64497;
	assert_int_equal(addr_parse("192.0.2.1", &session.local), 0);
	assert_int_equal(addr_parse("192.0.2.2", &session.remote), 0);
	return 0;
}

/* The text of a message has each line that is wanted. */
static void
expect(const char *hex, const char *want, const char *outcome)
{
	char why[HEX_INPUT_WHY], last[256];
	struct wbuf octets, w;
	struct explain e;

	wbuf_growable(&octets, HEX_INPUT_MAX);
	wbuf_growable(&w, 1 << 20);
	assert_int_equal(hex_input_read(hex, strlen(hex), &octets, why,
	    sizeof(why)), 0);
	explain_init(&e, &session);
	explain_message(&e, wbuf_view(&octets));
	explain_text(&w, &e);
	wbuf_u8(&w, '\0');
	if (want != NULL && strstr((const char *)w.p, want) == NULL)
		fail_msg("%s\n%s\nnot in\n%s", hex, want,
		    (const char *)w.p);
	(void)snprintf(last, sizeof(last), "\noutcome: %s\n", outcome);
	if (strstr((const char *)w.p, last) == NULL)
		fail_msg("%s\n%s\nnot in\n%s", hex, last,
		    (const char *)w.p);
	explain_free(&e);
	wbuf_free(&octets);
	wbuf_free(&w);
}

/* Of a body: nlri and attributes. */
static void
update(const char *attrs, const char *nlri, const char *want,
    const char *outcome)
{
	char hex[1024];
	size_t a = strlen(attrs) / 2, n = strlen(nlri) / 2;

	(void)snprintf(hex, sizeof(hex), MARK "%04zx" "02" "0000" "%04zx"
	    "%s%s", 23 + a + n, a, attrs, nlri);
	expect(hex, want, outcome);
}

static void
names_fields_with_their_places(void **state)
{
	(void)state;
	update(ORIGIN PATH NH, NET,
	    "   23  40010100            "
	    "    ORIGIN: origin igp  [RFC 4271 5.1.1]\n", "taken");
	update(ORIGIN PATH NH, NET,
	    "   30  02010000fbf1        "
	    "      Segment: type 2, AS_SEQUENCE, 1: 64497  [RFC 4271 5.1.2]\n",
	    "taken");
	update(ORIGIN PATH NH, NET,
	    "   43  18c63364            "
	    "  NLRI: 198.51.100.0/24  [RFC 4271 4.3]\n", "taken");
	update("900e0021" "00020110" "20010db8000000000000000000000009" "00"
	    "2020010db8" "3020010db80001" ORIGIN PATH, "",
	    "NLRI: 2001:db8::/32  [RFC 4760 5]\n", "taken");
	/* Any family of the table. */
	update("800e20" "0001800c" "0000000000000000c0000202" "00" "70" "003e81"
	    "0000fde800000001" "c63364" ORIGIN PATH, "",
	    "NLRI: 198.51.100.0/24 label 1000 rd 65000:1  [RFC 4364 4.3.4]\n",
	    "taken");
	update("800e0d" "7fff0104" "c0000202" "00" "18010203" ORIGIN PATH, "",
	    "NLRI: 0x18010203  [RFC 4760 5]\n", "taken");
	/* which nobody can have */
	update("800e0d" "000004" "04c0000202" "00" "18010203" ORIGIN PATH, "",
	    "of AFI 0 SAFI 4, a family that is not known",
	    "ignored: a family that is not known");
}

static void
finds_faults_of_attributes(void **state)
{
	(void)state;
	update("40010109" PATH NH, NET,
	    "   26  !                         value is over 2: "
	    "treat-as-withdraw  [RFC 7606 7.1]\n",
	    "treat-as-withdraw: ORIGIN: value is over 2");
	update("c0010100" PATH NH, NET,
	    "   23  !                         wrong optional or transitive "
	    "flag: treat-as-withdraw  [RFC 7606 3 c]\n",
	    "treat-as-withdraw: ORIGIN: wrong optional or transitive flag");
	update(ORIGIN ORIGIN PATH NH, NET,
	    "   27  !                         given twice: "
	    "attribute-discard  [RFC 7606 3 g]\n",
	    "attribute-discard: ORIGIN: given twice");
	update(ORIGIN PATH, NET, "NEXT_HOP is missing: treat-as-withdraw",
	    "treat-as-withdraw: NEXT_HOP is missing");
	update(ORIGIN "4002060201" "0000fbf2" NH, NET, NULL,
	    "treat-as-withdraw: AS_PATH does not begin with the neighbour's "
	    "AS");
	update(ORIGIN "40020605010000fbf1" NH, NET,
	    "   30  !                         unknown segment type  "
	    "[RFC 4271 5.1.2]\n",
	    "treat-as-withdraw: AS_PATH: unknown segment type");
	/* Nothing can be withdrawn: RFC 7606 5.2. */
	update("40010109", "", NULL,
	    "session-reset: malformed, and there are no NLRI; NOTIFICATION "
	    "3/1, UPDATE Message Error, Malformed Attribute List");
}

static void
finds_faults_of_framing(void **state)
{
	(void)state;
	expect(MARK "0017" "02" "0000" "0001",
	    "   21  !", "session-reset: lengths exceed the UPDATE; "
	    "NOTIFICATION 3/1, UPDATE Message Error, Malformed Attribute "
	    "List");
	update(ORIGIN PATH NH, "18c633",
	    "   43  !                     malformed NLRI: session-reset  "
	    "[RFC 7606 5.3]\n",
	    "session-reset: malformed NLRI; NOTIFICATION 3/10, UPDATE Message "
	    "Error, Invalid Network Field");
	expect("fffffffffffffffffffffffffffffffe" "0013" "04",
	    "   15  !", "session-reset: not 255; NOTIFICATION 1/1, Message "
	    "Header Error, Connection Not Synchronized");
	expect(MARK "0013" "09", "   18  !",
	    "session-reset: no such type; NOTIFICATION 1/3, Message Header "
	    "Error, Bad Message Type");
	expect("ffff", NULL, "session-reset: shorter than a header of 19 "
	    "octets; NOTIFICATION 1/2, Message Header Error, Bad Message "
	    "Length");
}

static void
explains_the_others(void **state)
{
	(void)state;
	expect(MARK "0013" "04", NULL, "taken");
	expect(MARK "0017" "02" "00000000",
	    "End-of-RIB: IPv4 unicast  [RFC 4724 2]\n", "taken");
	expect(MARK "0017" "05" "00010001",
	    "SAFI: 1: IPv4 unicast  [RFC 2918 3]\n", "taken");
	expect(MARK "0019" "03" "0602" "03627965",
	    "   22  627965              "
	    "    Shutdown Communication: bye  [RFC 9003 2]\n", "taken");
	expect(MARK "0025" "01" "04" "fbf1" "00b4" "c0000202" "08" "0206"
	    "0104" "00010001",
	    "   31  010400010001        "
	    "    Multiprotocol: 1: multiprotocol(ipv4 unicast)  "
	    "[RFC 4760 8]\n", "taken");
	expect(MARK "001d" "01" "04" "fbf1" "0002" "c0000202" "00",
	    "   22  !                   "
	    "  1 and 2 are too short: session-reset  [RFC 4271 6.2]\n",
	    "session-reset: 1 and 2 are too short; NOTIFICATION 2/6, OPEN "
	    "Message Error, Unacceptable Hold Time");
	expect(MARK "0021" "01" "04" "fbf1" "00b4" "c0000202" "04" "0202"
	    "4105", "   31  !", "session-reset: capability runs past its "
	    "parameter; NOTIFICATION 2/0, OPEN Message Error");
}

/* Of every truncation something is said, and nothing read beyond it. */
static void
takes_every_truncation(void **state)
{
	static const char whole[] = MARK "0040" "02" "0004" NET "0024"
	    ORIGIN PATH NH "c00808fbf00001ffffff01" "80040400000005" NET;
	char why[HEX_INPUT_WHY];
	struct wbuf octets, w;
	struct explain e;
	size_t n;

	(void)state;
	wbuf_growable(&octets, HEX_INPUT_MAX);
	assert_int_equal(hex_input_read(whole, strlen(whole), &octets, why,
	    sizeof(why)), 0);
	for (n = 0; n <= octets.len; n++) {
		wbuf_growable(&w, 1 << 20);
		explain_init(&e, &session);
		explain_message(&e, rbuf_of(octets.p, n));
		explain_json(&w, &e);
		assert_false(w.failed);
		explain_free(&e);
		wbuf_free(&w);
	}
	wbuf_free(&octets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_fields_with_their_places),
		cmocka_unit_test(finds_faults_of_attributes),
		cmocka_unit_test(finds_faults_of_framing),
		cmocka_unit_test(explains_the_others),
		cmocka_unit_test(takes_every_truncation),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
