/* SPDX-License-Identifier: ISC */
/*
 * Arguments of commands: text to value.  Each returns NULL, or says in a few
 * words what is wrong; nothing is changed then.
 */
#ifndef CTL_ARGUMENT_H
#define CTL_ARGUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "bgp/prefix.h"
#include "ipc/control.h"

/* A filter holds one value of a kind: NULL, or second when it has that one. */
const char     *argument_once(struct ctl_rib_filter *f, uint32_t flag,
		    const char *second);
bool		argument_is_prefix(const char *s);
/* Not something that looks like an option. */
bool		argument_is_text(const char *s);
/*
 * Host bits are cleared; missing octets of an IPv4 prefix are 0; no length
 * means the whole address, and *had_len is false.
 */
const char     *argument_prefix(const char *s, struct prefix *p,
		    bool *had_len);
/* An address (fe80::1%eth0 too), or else a description. */
const char     *argument_neighbor(const char *s, struct ctl_selector *sel);
const char     *argument_group(const char *s, struct ctl_selector *sel);
const char     *argument_as(const char *s, uint32_t *as);
const char     *argument_number(const char *s, uint32_t max, uint32_t *v);
const char     *argument_community(const char *s, uint32_t *v);
const char     *argument_large(const char *s, uint32_t v[3]);
/* kind: 2 route target, 3 site of origin (RFC 4360 4 and 5). */
const char     *argument_ext(const char *s, uint8_t kind, uint8_t v[8]);
/* RFC 4364 4.2, as in a route. */
const char     *argument_rd(const char *s, uint8_t rd[8]);
/*
 * An action of a flow specification rule, kind being its subtype (RFC 8955 7):
 * AS:N, of a redirection also ADDRESS:N.
 */
enum { EXT_FLOW_RATE = 0x06, EXT_FLOW_ACTION, EXT_FLOW_RT_REDIR,
	EXT_FLOW_DSCP, EXT_FLOW_PPS = 0x0c };
const char     *argument_ext_flow(const char *s, uint8_t kind, uint8_t v[8]);
const char     *argument_ext_hex(const char *s, uint8_t v[8]);

#endif
