import { dueReminders } from '../casework/reminders.ts';
import { scheduleHandler, type Schedule } from '../runtime/schedule.ts';

/**
 * Sends the reminders of the morning: “today you qualify”, and the endorsement of a permit a month before it is due.
 * Where one certainly did not go out the call fails, and the repeated call sends only what is left.
 */
export const remind: Schedule = {
  name: 'remind',
  async run(world) {
    const { waiting } = await dueReminders(world);
    if (waiting > 0) throw new Error(`${waiting} reminders are still to be sent`);
  },
};

export const handler = scheduleHandler(remind);
