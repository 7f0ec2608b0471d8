/* SPDX-License-Identifier: ISC */
/* Names of numbers, and facts of a neighbour that both forms print. */
#ifndef CTL_LABELS_H
#define CTL_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bgp/capability.h"
#include "ipc/control.h"

enum { LABEL_ADDR = 80, LABEL_ERROR = 160, LABEL_HELD = 200 };

enum { STATE_IDLE = 1, STATE_OPEN_SENT = 4, STATE_ESTABLISHED = 6 };

const char *state_name(uint8_t state);
const char *timer_name(unsigned timer);
/* RFC 9234 4.1; "unknown". */
const char *role_name(uint8_t role);
const char *add_path_name(uint8_t mode);
/* Of a program: "running". */
const char *process_state_name(uint8_t state);
/* What a reload does with a neighbour: "update" where it only sends. */
const char *change_name(uint8_t change);
const char *origin_name(uint8_t origin);	/* "IGP" */
char	    origin_letter(uint8_t origin);

/* "192.0.2.1", and "192.0.2.128/25" for a range.  Returns buf. */
const char *neighbor_address(const struct ctl_neighbor *n, char *buf,
	    size_t size);
uint64_t    message_total(const uint64_t v[CTL_NTYPES]);
/* "Cease, Administrative Shutdown"; NULL when there was none. */
const char *notify_label(const uint8_t err[2], char *buf, size_t size);
/* Why it is held down, and what ends that; NULL when it is not. */
const char *held_label(const struct ctl_neighbor *n, char *buf, size_t size);

/* How many neighbours a row of network show has no room to name. */
uint32_t    unnamed_targets(const struct ctl_network_row *r);

/* Capabilities of an OPEN; none when the list is malformed. */
void	    told_capabilities(const uint8_t *p, size_t n,
	    struct capabilities *c);
/* What both sides agreed on, as capabilities. */
void	    agreed_capabilities(const struct negotiated *neg,
	    const struct family_other others[FAMILY_OTHERS],
	    struct capabilities *c);

#endif
