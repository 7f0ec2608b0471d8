/* SPDX-License-Identifier: ISC */
/* reload -n: what a reload would change. */
#ifndef CTL_REQUEST_TRIAL_H
#define CTL_REQUEST_TRIAL_H

#include "request.h"

enum exit_code request_trial(struct request *r);

#endif
